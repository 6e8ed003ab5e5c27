#include "reject_file.hpp"

#include "report_error.hpp"

#include <cerrno>
#include <iostream>
#include <system_error>

#include <fmt/format.h>

namespace dcc::cli {

std::ifstream open_input(std::filesystem::path const &file) {
    std::ifstream input{file, std::ios::binary};
    std::error_code none;
    if (!input || std::filesystem::is_directory(file, none))
        throw Error{ErrorKind::no_input, fmt::format("{}: cannot read: {}", file.string(),
                                                     std::filesystem::is_directory(file, none)
                                                         ? "it is a directory"
                                                         : std::generic_category().message(errno))};
    return input;
}

std::ostream &RejectFile::stream() {
    if (dry_run_) return std::cerr;
    if (!file_.is_open()) {
        file_.open(path_, std::ios::binary | std::ios::trunc);
        if (!file_)
            throw Error{ErrorKind::cannot_create,
                        fmt::format("{}: cannot write rejected rows", path_.string()),
                        "name another file with --reject FILE"};
    }
    return file_;
}

void RejectFile::finish() {
    if (!file_.is_open()) return;
    file_.flush();
    if (!file_)
        throw Error{ErrorKind::io, fmt::format("{}: writing rejected rows failed", path_.string())};
}

void print_import(Context &context, Sheet const &result, std::int64_t rejected,
                  RejectFile const &rejects) {
    if (!context.quiet() || context.format() != Format::text) context.print(result);
    context.finish();
    if (rejected == 0) return;
    auto const rows = fmt::format("{} row{}", rejected, rejected == 1 ? "" : "s");
    report(context.error_style(),
           Error{ErrorKind::data,
                 context.dry_run()
                     ? fmt::format("{} would be rejected, as listed above", rows)
                     : fmt::format("{} {} rejected: see {}; the others are imported", rows,
                                   rejected == 1 ? "was" : "were", rejects.path().string()),
                 "each row there has its reason; correct the rows and import that file"});
    throw Quit{static_cast<int>(ErrorKind::data)};
}

}  // namespace dcc::cli
