#pragma once

#include "context.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace dcc::cli {

// A file to import. Throws Error{no_input} with the system's reason.
std::ifstream open_input(std::filesystem::path const &file);

// Where rejected rows go: made when the first one comes, so that a clean run leaves no file. In a
// dry run they go to standard error.
class RejectFile {
  public:
    RejectFile(Context const &context, std::filesystem::path path)
        : dry_run_{context.dry_run()}, path_{std::move(path)} {}

    // Throws Error{cannot_create}.
    std::ostream &stream();

    // Makes sure that all was written. Throws Error{io}.
    void finish();

    std::filesystem::path const &path() const { return path_; }

  private:
    bool dry_run_;
    std::filesystem::path path_;
    std::ofstream file_;
};

// Says how many rows were set aside where, and ends the command with status 65.
[[noreturn]] void throw_rejected(Context const &context, std::int64_t rejected,
                                 std::filesystem::path const &file);

}  // namespace dcc::cli
