#pragma once

// Commands that are run and timed from start to exit, as a shell would run them but without one.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

namespace bench {

struct Command {
    std::string name;
    std::vector<std::string> words;
};

// "-- NAME COMMAND ARGUMENT… -- NAME COMMAND…"
inline std::vector<Command> read_commands(char **from, char **end) {
    std::vector<Command> commands;
    while (from != end) {
        if (std::string{*from} != "--" || end - from < 3)
            throw std::invalid_argument{"expected: -- NAME COMMAND [ARGUMENT…]"};
        Command command{from[1], {}};
        for (from += 2; from != end && std::string{*from} != "--"; ++from)
            command.words.emplace_back(*from);
        commands.push_back(std::move(command));
    }
    if (commands.empty()) throw std::invalid_argument{"no command to run"};
    return commands;
}

// "{n}" becomes the number, "{7+30n}" seven and thirty times the number.
inline std::string fill(std::string const &word, long n) {
    auto const open = word.find('{');
    auto const close = word.find("n}", open);
    if (open == std::string::npos || close == std::string::npos) return word;
    auto const form = word.substr(open + 1, close - open - 1);
    auto const plus = form.find('+');
    auto const base = plus == std::string::npos ? 0 : std::atol(form.c_str());
    auto const step = plus == std::string::npos ? 1 : std::atol(form.c_str() + plus + 1);
    return word.substr(0, open) + std::to_string(base + (step == 0 ? 1 : step) * n) +
           word.substr(close + 2);
}

struct Run {
    double wall_ms = 0;
    double cpu_ms = 0;  // user and system
    long peak_kb = 0;
    int status = 0;  // as a shell gives it
};

inline double milliseconds(timeval const &time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

inline double clock_ms() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Standard output goes nowhere, standard error where ours goes.
inline Run run(Command const &command, long n) {
    std::vector<std::string> words;
    for (auto const &word : command.words) words.push_back(fill(word, n));
    std::vector<char *> argv;
    for (auto &word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    auto const start = clock_ms();
    auto const failed = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error{command.words[0] + ": cannot be run"};
    int status = 0;
    rusage usage{};
    if (wait4(child, &status, 0, &usage) != child) throw std::runtime_error{"wait4 failed"};
    return {clock_ms() - start, milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
            usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)};
}

// The value at this share of the sorted values, nearest rank.
inline double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    auto const index =
        static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index),
                     values.end());
    return values[index];
}

}  // namespace bench
