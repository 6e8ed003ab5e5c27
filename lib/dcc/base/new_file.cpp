#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/new_file.hpp>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(fs::path const &file, char const *what, int code) {
    bool const full = code == ENOSPC || code == EDQUOT || code == EFBIG;
    throw Error{
        full ? ErrorKind::io : ErrorKind::cannot_create,
        full ? say("{}: the disk is full", file.string())
             : say("{}: {}: {}", file.string(), what, std::generic_category().message(code))};
}

[[noreturn]] void refuse_existing(fs::path const &file) {
    throw Error{ErrorKind::cannot_create, say("{}: exists already", file.string())};
}

// An open file; -1 and errno when it cannot be opened.
class Handle {
  public:
    Handle(fs::path const &file, int flags, ::mode_t mode = 0)
        : number_{uninterrupted([&] { return ::open(file.c_str(), flags | O_CLOEXEC, mode); })} {}
    Handle(Handle const &) = delete;
    Handle &operator=(Handle const &) = delete;
    ~Handle() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

void write(int file, std::string_view text, fs::path const &name) {
    while (!text.empty()) {
        auto const size = uninterrupted([&] { return ::write(file, text.data(), text.size()); });
        if (size < 0) fail(name, "cannot write", errno);
        text.remove_prefix(static_cast<std::size_t>(size));
    }
}

void sync(fs::path const &file, fs::path const &name) {
    Handle const handle{file, O_RDONLY};
    if (handle.number() < 0 || uninterrupted([&] { return ::fsync(handle.number()); }) != 0)
        fail(name, "cannot write", errno);
}

}  // namespace

FileAccess FileAccess::for_directory() const {
    return {mode | ((mode & 0444U) >> 2U), owner, group};
}

FileAccess FileAccess::for_writers() const {
    auto const writers = mode & 0222U;
    return {writers | (writers << 1U), owner, group};
}

FileAccess access_in(fs::path const &directory) {
    struct ::stat status {};
    bool const shared = ::stat(directory.c_str(), &status) == 0 && (status.st_mode & S_ISGID) != 0;
    return {shared ? 0660U : 0600U};
}

FileAccess access_of(fs::path const &file) {
    struct ::stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error{ErrorKind::no_input,
                    say("{}: {}", file.string(), std::generic_category().message(errno))};
    return {status.st_mode & 07777U, status.st_uid, status.st_gid};
}

void give_access(int file, FileAccess const &access) {
    constexpr auto unchanged = static_cast<::uid_t>(-1);
    auto mode = access.mode;
    // Who may not give the file to the owner may still give it to the group.
    if (access.group && ::fchown(file, access.owner.value_or(unchanged), *access.group) != 0 &&
        ::fchown(file, unchanged, *access.group) != 0)
        mode &= ~static_cast<::mode_t>(S_IRWXG);
    // Of a file that another user owns, the mode is theirs to decide.
    [[maybe_unused]] auto const refused = ::fchmod(file, mode);
}

void give_access(fs::path const &file, FileAccess const &access) {
    Handle const handle{file, O_RDONLY | O_NONBLOCK};
    if (handle.number() >= 0) give_access(handle.number(), access);
}

fs::path directory_of(fs::path const &file) {
    return file.has_parent_path() ? file.parent_path() : fs::path{"."};
}

fs::path real_name(fs::path const &file) {
    std::error_code failed;
    auto name = fs::weakly_canonical(file, failed);
    return failed ? file : name;
}

namespace {

constexpr std::string_view partial = ".partial-";

// The process that a temporary name names; or that of a log beside it, or of a file that it was
// itself made of.
std::optional<::pid_t> maker_in(std::string_view name) {
    ::pid_t maker = 0;
    auto const [end, failed] = std::from_chars(name.data(), name.data() + name.size(), maker);
    bool const is_whole = end == name.data() + name.size() || *end == '-' || *end == '.';
    return failed == std::errc{} && maker > 0 && is_whole ? std::optional{maker} : std::nullopt;
}

// The same of a temporary name of this file.
std::optional<::pid_t> maker_of(std::string_view name, std::string const &file) {
    if (!name.starts_with(file)) return std::nullopt;
    name.remove_prefix(file.size());
    if (!name.starts_with(partial)) return std::nullopt;
    return maker_in(name.substr(partial.size()));
}

bool is_alive(::pid_t process) {
    return ::kill(process, 0) == 0 || errno != ESRCH;
}

}  // namespace

fs::path temporary_name(fs::path const &file) {
    return fmt::format("{}{}{}", file.string(), partial, ::getpid());
}

bool is_temporary_name(fs::path const &file) {
    auto const name = file.filename().string();
    auto const found = name.rfind(partial);
    return found != name.npos && found > 0 &&
           maker_in(std::string_view{name}.substr(found + partial.size()));
}

void remove_left_overs(fs::path const &file) {
    std::vector<fs::path> entries;
    try {
        entries = entries_of(directory_of(file));
    } catch (Error const &) {
        return;  // one may write files there without seeing the others
    }
    for (auto const &entry : entries) {
        auto const maker = maker_of(entry.filename().native(), file.filename().native());
        if (!maker || (*maker != ::getpid() && is_alive(*maker))) continue;
        struct ::stat status {};
        std::error_code none;
        if (::lstat(entry.c_str(), &status) == 0 && status.st_uid == ::geteuid())
            fs::remove_all(entry, none);
    }
}

NewFile::NewFile(fs::path file, Existing existing)
    // By process, so that two processes never write one file.
    : file_{std::move(file)}, temporary_{temporary_name(file_)}, existing_{existing} {
    std::error_code none;
    if (existing_ == Existing::refuse && fs::exists(fs::symlink_status(file_, none)))
        refuse_existing(file_);
    remove_left_overs(file_);
}

NewFile::~NewFile() {
    std::error_code none;
    if (!kept_) fs::remove_all(temporary_, none);
}

void NewFile::create(FileAccess const &access) const {
    create(access, {});
}

void NewFile::create(FileAccess const &access, std::string_view content) const {
    Handle const handle{temporary_, O_WRONLY | O_CREAT | O_EXCL, 0600};
    if (handle.number() < 0) fail(file_, "cannot create", errno);
    give_access(handle.number(), access);
    write(handle.number(), content, file_);
}

void NewFile::append(std::string_view part) const {
    Handle const handle{temporary_, O_WRONLY | O_APPEND};
    if (handle.number() < 0) fail(file_, "cannot write", errno);
    write(handle.number(), part, file_);
}

void NewFile::create_directory(FileAccess const &access) const {
    if (::mkdir(temporary_.c_str(), 0700) != 0) fail(file_, "cannot create", errno);
    Handle const handle{temporary_, O_RDONLY | O_DIRECTORY};
    if (handle.number() < 0) fail(file_, "cannot create", errno);
    give_access(handle.number(), access);
}

void NewFile::copy(fs::path const &from) const {
    std::ifstream input{from, std::ios::binary};
    std::error_code none;
    if (!input || fs::is_directory(from, none))
        throw Error{ErrorKind::no_input, say("{}: cannot read", from.string())};
    Handle const handle{temporary_, O_WRONLY | O_CREAT | O_EXCL, 0600};
    if (handle.number() < 0) fail(file_, "cannot create", errno);
    give_access(handle.number(), access_of(from));
    char part[1 << 16];
    while (input) {
        input.read(part, sizeof part);
        write(handle.number(), {part, static_cast<std::size_t>(input.gcount())}, file_);
    }
    if (input.bad()) throw Error{ErrorKind::io, say("{}: cannot read", from.string())};
}

// Whether it has taken the place of what had its name, which then has the temporary name.
bool NewFile::replaced() const {
    if (existing_ == Existing::refuse) return false;
    std::error_code none;
    bool const is_directory = fs::is_directory(temporary_, none);
    if (fs::exists(file_, none) && fs::is_directory(file_, none) != is_directory)
        fail(file_, "cannot be replaced", is_directory ? ENOTDIR : EISDIR);
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, file_.c_str(), RENAME_EXCHANGE) == 0)
        return true;
    if (errno == ENOENT) return false;
    if ((errno == EINVAL || errno == ENOSYS) && !is_directory)
        return std::rename(temporary_.c_str(), file_.c_str()) == 0;
    fail(file_, "cannot be replaced", errno);
}

void NewFile::keep() {
    sync(temporary_, file_);
    if (replaced()) {
        sync(directory_of(file_), file_);
        return;  // the destructor removes the former one
    }
    auto moved =
        ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) == 0;
    // Some file systems cannot do that in one step.
    if (!moved && (errno == EINVAL || errno == ENOSYS)) {
        std::error_code none;
        if (fs::exists(fs::symlink_status(file_, none))) refuse_existing(file_);
        moved = std::rename(temporary_.c_str(), file_.c_str()) == 0;
    }
    if (!moved && (errno == EEXIST || errno == ENOTEMPTY)) refuse_existing(file_);
    if (!moved) fail(file_, "cannot create", errno);
    kept_ = true;
    sync(directory_of(file_), file_);
}

}  // namespace dcc
