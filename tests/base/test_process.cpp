#include <dcc/base/process.hpp>

#include <chrono>
#include <csignal>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace dcc;
using namespace std::chrono_literals;

// The group of the process that runs $command, as the kernel tells it.
constexpr auto own_group = "cut -d' ' -f5 /proc/$$/stat";

TEST_CASE("a command has its input, a status and the first line of its errors") {
    auto const done = run_command("read -r word; echo \"$word?\" >&2; exit 3", "why\n", 10s);
    CHECK(done.status == 3);
    CHECK(done.error == "why?");
    CHECK(done.output.empty());
    CHECK_FALSE(done.timed_out);
    CHECK(run_command("kill -TERM $$", {}, 10s).signal == SIGTERM);
    CHECK(run_command("sleep 30", {}, 0s).timed_out);
    CHECK(run_command("/nowhere/at/all", {}, 10s).could_not_run());
}

TEST_CASE("a command that is asked for its output can be ended by the terminal, others cannot") {
    auto const asked = ask_command(own_group, 10s);
    CHECK(asked.output == std::to_string(::getpgrp()) + "\n");
    auto const told = run_command(std::string{own_group} + " >&2", {}, 10s);
    CHECK(told.succeeded());
    CHECK(told.error != std::to_string(::getpgrp()));
    CHECK(ask_command("sleep 30", 0s).timed_out);
}
