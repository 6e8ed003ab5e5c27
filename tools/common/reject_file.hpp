#pragma once

#include "context.hpp"
#include "output_file.hpp"
#include <dcc/base/columns.hpp>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

namespace dcc::cli {

// Prints lines to standard error without the control characters that could act on a terminal.
class PrintableLines : public std::streambuf {
  protected:
    int_type overflow(int_type c) override;

  private:
    std::string line_;
};

// The file for rejected rows. They are written to a new file beside it, which gets its name when
// the import has ended, so that a run without rejects leaves no file and no file is overwritten. In
// a dry run the rows are printed to standard error.
class RejectFile {
  public:
    // An empty path: the first row that is rejected ends the import. Throws Error{usage} when the
    // path is one of the files that the import uses or a part of a
    // desk, by whatever name, and Error{cannot_create} when anything of that name exists, except a
    // device such as /dev/null.
    RejectFile(Context const &context, std::filesystem::path path,
               std::vector<UsedFile> const &used);
    RejectFile(RejectFile const &) = delete;
    RejectFile &operator=(RejectFile const &) = delete;
    // Removes the rows if finish() was not called.
    ~RejectFile();

    // The stream for rejected rows. Throws Error{cannot_create}.
    std::ostream &stream();

    // Gives the file its name. Throws Error{io}, and Error{cannot_create} when the name was taken
    // during the import, unless by a file with the same rows.
    void finish();

    std::filesystem::path const &path() const { return path_; }

    // The column of an import's result that names the file, if one was created.
    template <class Result>
    typename Columns<Result>::Entry column() const {
        bool const made = made_;
        return {
            "reject_file", made ? "Reject file" : "",
            [made, path = path_.string()](Result const &) { return made ? Cell{path} : Cell{}; }};
    }

  private:
    [[noreturn]] void fail_to_write() const;
    void create_part();

    bool dry_run_;
    bool is_device_ = false;  // written directly
    bool made_ = false;
    std::filesystem::path path_;
    std::filesystem::path part_;  // the new file
    std::ofstream file_;
    PrintableLines lines_;
    std::ostream printed_{&lines_};
};

// Prints the result of an import. If rows were rejected, it reports how many and in which file, and
// throws Quit with status 65.
void print_import(Context &context, Sheet const &result, std::int64_t rejected,
                  RejectFile const &rejects);

}  // namespace dcc::cli
