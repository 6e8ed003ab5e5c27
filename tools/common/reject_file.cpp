#include "reject_file.hpp"

#include "report_error.hpp"
#include <dcc/base/file_text.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace dcc::cli {

namespace {

bool has_same_content(std::filesystem::path const &one, std::filesystem::path const &other) {
    std::error_code none;
    if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(other, none)))
        return false;
    std::ifstream first{one, std::ios::binary};
    std::ifstream second{other, std::ios::binary};
    return first && second && have_same_bytes(first, second);
}

}  // namespace

PrintableLines::int_type PrintableLines::overflow(int_type c) {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    line_ += traits_type::to_char_type(c);
    if (line_.back() == '\n') {
        std::cerr << printable(line_, true);
        line_.clear();
    }
    return c;
}

RejectFile::RejectFile(Context const &context, std::filesystem::path path,
                       std::vector<UsedFile> const &used)
    : dry_run_{context.dry_run()}, path_{std::move(path)} {
    // A file of the caller's making among those of the account could make it do more than import.
    if (context.through_sudo() && !dry_run_ && path_ != "/dev/null")
        throw Error{ErrorKind::no_permission, "rejected rows are not written through sudo",
                    "see what is rejected with --dry-run, then import with --reject /dev/null"};
    if (path_.empty()) return;
    require_no_part(context, path_, used, "name another file with --reject FILE");
    std::error_code none;
    is_device_ = std::filesystem::is_character_file(path_, none);  // such as /dev/null
    // Also a link to nowhere.
    if (!dry_run_ && !is_device_ &&
        std::filesystem::exists(std::filesystem::symlink_status(path_, none)))
        throw Error{ErrorKind::cannot_create, say("{}: exists already", path_.string()),
                    "it may hold the rejected rows of an earlier import: move it away, or name "
                    "another file with --reject FILE"};
}

RejectFile::~RejectFile() {
    std::error_code none;
    if (!part_.empty() && !made_) std::filesystem::remove(part_, none);
}

void RejectFile::fail_to_write() const {
    throw Error{ErrorKind::cannot_create, say("{}: cannot write rejected rows", path_.string()),
                "name another file with --reject FILE"};
}

std::ostream &RejectFile::stream() {
    if (dry_run_) return printed_;
    if (path_.empty())
        throw Error{ErrorKind::usage,
                    "a row is rejected, and what is imported has no name of its own",
                    "name a file for rejected rows with --reject FILE, and import again"};
    if (file_.is_open()) return file_;
    if (!is_device_) create_part();
    file_.open(is_device_ ? path_ : part_, std::ios::binary);
    if (!file_) fail_to_write();
    return file_;
}

void RejectFile::create_part() {
    remove_left_overs(path_);
    auto part = temporary_name(path_).string();
    auto const made = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) fail_to_write();
    give_access(made, access_in(directory_of(path_)));  // it has data of customers
    ::close(made);
    part_ = std::move(part);
}

void RejectFile::finish() {
    if (!file_.is_open()) return;
    file_.close();
    if (!file_) throw Error{ErrorKind::io, say("{}: writing rejected rows failed", path_.string())};
    made_ = true;  // what cannot be renamed stays as it is
    if (is_device_) return;
    auto failed = ::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE);
    std::error_code none;
    bool const is_free = !std::filesystem::exists(std::filesystem::symlink_status(path_, none));
    // Some file systems cannot refuse to replace a file.
    if (failed != 0 && is_free) failed = std::rename(part_.c_str(), path_.c_str());
    // Another import of the same file has rejected the same rows at the same time.
    if (failed != 0 && has_same_content(part_, path_)) {
        std::filesystem::remove(part_, none);
        return;
    }
    // Rows of this import must not be taken for what a killed one has left.
    auto const other = fmt::format("{}.{}", path_.string(), ::getpid());
    if (failed != 0 &&
        ::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, other.c_str(), RENAME_NOREPLACE) == 0)
        part_ = other;
    if (failed != 0)
        throw Error{ErrorKind::cannot_create,
                    say("{}: exists already, so the rejected rows are in {}", path_.string(),
                        part_.string())};
}

void print_import(Context &context, Sheet const &result, std::int64_t rejected,
                  RejectFile const &rejects) {
    if (!context.quiet() || context.format() != Format::text) context.print(result);
    context.finish();
    if (rejected == 0) return;
    report(context.error_style(),
           Error{ErrorKind::data,
                 context.dry_run()
                     ? say("{} would be rejected, as listed above",
                           counted(rejected, "1 row", "{} rows"))
                     : say("{} rejected: see {}; the others are imported",
                           counted(rejected, "1 row was", "{} rows were"), rejects.path().string()),
                 "each row there has its reason; correct the rows and import that file"});
    throw Quit{static_cast<int>(ErrorKind::data)};
}

}  // namespace dcc::cli
