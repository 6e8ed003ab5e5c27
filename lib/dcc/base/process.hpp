#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// How a command ended: with a status, by a signal, or killed because it took too long.
struct ProcessResult {
    std::optional<int> status;  // 126 and 127: the shell could not run it
    std::optional<int> signal;
    bool timed_out = false;
    std::string error;   // the first line of its standard error, from its first 4096 bytes
    std::string output;  // the first 4096 bytes of its standard output, if they were asked for

    bool succeeded() const { return status == 0; }
    bool could_not_run() const { return status == 126 || status == 127; }
};

enum class Output { discard, keep };

// Runs a command with /bin/sh, with `input` on its standard input, and waits for its end. When it
// takes longer than `patience`, its process group is killed. Its standard output is discarded,
// unless it is to be kept. Throws Error{io} when the shell cannot be started or waited for.
ProcessResult run_command(std::string const &command, std::string_view input,
                          std::chrono::seconds patience, Output output = Output::discard);

}  // namespace dcc
