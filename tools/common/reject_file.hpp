#pragma once

#include "context.hpp"
#include <dcc/base/columns.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>

namespace dcc::cli {

// Opens a file to import. Throws Error{no_input} with the system's reason.
std::ifstream open_input(std::filesystem::path const &file);

// The file for rejected rows. It is created with the first one, so that a run without rejects
// leaves no file. In a dry run the rows go to standard error.
class RejectFile {
  public:
    RejectFile(Context const &context, std::filesystem::path path)
        : dry_run_{context.dry_run()}, path_{std::move(path)} {}

    // The stream for rejected rows. Throws Error{cannot_create}.
    std::ostream &stream();

    // Writes what is buffered. Throws Error{io}.
    void finish();

    std::filesystem::path const &path() const { return path_; }

    // The column of an import's result that names the file, if one was created.
    template <class Result>
    typename Columns<Result>::Entry column() const {
        bool const made = file_.is_open();
        return {
            "reject_file", made ? "Reject file" : "",
            [made, path = path_.string()](Result const &) { return made ? Cell{path} : Cell{}; }};
    }

  private:
    bool dry_run_;
    std::filesystem::path path_;
    std::ofstream file_;
};

// Prints the result of an import. If rows were rejected, it reports how many and in which file, and
// throws Quit with status 65.
void print_import(Context &context, Sheet const &result, std::int64_t rejected,
                  RejectFile const &rejects);

}  // namespace dcc::cli
