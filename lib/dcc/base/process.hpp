#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// How a command ended: by a status, by a signal, or killed because it took too long.
struct ProcessResult {
    std::optional<int> status;  // 126 and 127: the shell could not run it
    std::optional<int> signal;
    bool timed_out = false;
    std::string error;  // the first line of its standard error, of the first 4096 bytes

    bool succeeded() const { return status == 0; }
    bool could_not_run() const { return status == 126 || status == 127; }
};

// Runs a command of /bin/sh with `input` on its standard input and waits for its end. The command
// and all that it started are killed when it takes longer than `patience`. Its standard output is
// dropped. Throws Error{io} when the command cannot be started.
ProcessResult run_command(std::string const &command, std::string_view input,
                          std::chrono::seconds patience);

}  // namespace dcc
