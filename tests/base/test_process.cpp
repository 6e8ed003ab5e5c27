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

TEST_CASE("a program is run without a shell, and one that cannot be run says why") {
    auto const done = run_program(
        {"/bin/sh", "-c", "read -r word; echo \"$word $1\" >&2; exit 4", "sh", "a b; exit 5"},
        "why\n", 10s);
    CHECK(done.status == 4);
    CHECK(done.error == "why a b; exit 5");
    CHECK(run_program({"/bin/sleep", "30"}, {}, 0s).timed_out);
    auto const missing = run_program({"/nowhere/at/all"}, {}, 10s);
    CHECK(missing.status == 127);
    CHECK(missing.error == "No such file or directory");
    auto const directory = run_program({"/tmp"}, {}, 10s);
    CHECK(directory.status == 126);
    CHECK(directory.could_not_run());
}

TEST_CASE("a command that writes errors without end is stopped, and fills no memory") {
    auto const done = run_command("echo first >&2; yes >&2", {}, 30s);
    CHECK_FALSE(done.timed_out);
    CHECK_FALSE(done.succeeded());
    CHECK(done.error == "first");
    CHECK(run_command("exit 3", {}, 10s).error.empty());
}
