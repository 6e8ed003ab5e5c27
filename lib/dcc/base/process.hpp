#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// How a command ended: with a status, by a signal, or killed because it took too long.
struct ProcessResult {
    std::optional<int> status;  // 126 and 127: it could not be run
    std::optional<int> signal;
    bool timed_out = false;
    std::string error;   // the first line of its standard error, from its first 4096 bytes
    std::string output;  // the first 4096 bytes of its standard output, if they were asked for

    bool succeeded() const { return status == 0; }
    bool could_not_run() const { return status == 126 || status == 127; }
};

// Runs a command with /bin/sh, with `input` on its standard input, and waits for its end. Its
// standard output is discarded. It has a process group of its own, so that a signal from the
// terminal does not end it; the group is killed when it takes longer than `patience`. Throws
// Error{io} when it cannot be waited for.
ProcessResult run_command(std::string const &command, std::string_view input,
                          std::chrono::seconds patience);

// The same for a program with arguments, without a shell: words[0] is its path. One that cannot be
// started gives status 127, or 126 when it must not be executed, and the error says why.
ProcessResult run_program(std::vector<std::string> const &words, std::string_view input,
                          std::chrono::seconds patience);

// The same for a command that is asked for its output. It stays in the group of the caller, so that
// it may ask on the terminal, and ends with the caller when the terminal sends a signal.
ProcessResult ask_command(std::string const &command, std::chrono::seconds patience);

}  // namespace dcc
