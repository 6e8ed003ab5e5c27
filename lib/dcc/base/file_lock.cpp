#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/file_lock.hpp>
#include <dcc/base/new_file.hpp>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {
constexpr ::off_t room = 256 * 1024;  // bytes; recording the outcome of one message takes less
constexpr ::uid_t superuser = 0;

// Whether a lock of that name was made by somebody who may not write the guarded file.
bool is_strangers(std::string const &name, std::filesystem::path const &guarded) {
    struct ::stat lock {};
    struct ::stat file {};
    return ::lstat(name.c_str(), &lock) == 0 && ::stat(guarded.c_str(), &file) == 0 &&
           (file.st_mode & (S_IWGRP | S_IWOTH)) == 0 && lock.st_uid != file.st_uid &&
           lock.st_uid != superuser && lock.st_uid != ::geteuid();
}

int open_lock(std::string const &name, std::filesystem::path const &guarded) {
    if (is_strangers(name, guarded)) ::unlink(name.c_str());
    return uninterrupted(
        [&] { return ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600); });
}

}  // namespace

FileLock::FileLock(std::filesystem::path const &guarded, std::string const &ending,
                   std::string const &taken)
    : name_{real_name(guarded).string() + ending}, file_{open_lock(name_, guarded)} {
    // Between opening and locking, somebody may have removed the file: others would not see the
    // lock of a file without a name.
    for (lock(guarded, taken); !has_its_name(); lock(guarded, taken)) {
        ::close(file_);
        file_ = open_lock(name_, guarded);
    }
}

void FileLock::lock(std::filesystem::path const &guarded, std::string const &taken) {
    if (file_ < 0)
        throw Error{ErrorKind::cannot_create,
                    say("{}: cannot open: {}", name_, std::generic_category().message(errno))};
    struct ::stat status {};
    std::error_code none;
    if (::fstat(file_, &status) == 0 && status.st_uid == ::geteuid() &&
        std::filesystem::exists(guarded, none))
        give_access(file_, access_of(guarded).for_writers());
    if (uninterrupted([&] { return ::flock(file_, LOCK_EX | LOCK_NB); }) == 0) return;
    auto const code = errno;
    ::close(file_);
    if (code == EWOULDBLOCK) throw Error{ErrorKind::busy, taken, "nothing was done; try later"};
    throw Error{ErrorKind::io,
                say("{}: cannot lock: {}", name_, std::generic_category().message(code))};
}

bool FileLock::has_its_name() const {
    struct ::stat named {};
    struct ::stat held {};
    return ::lstat(name_.c_str(), &named) == 0 && ::fstat(file_, &held) == 0 &&
           named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

void FileLock::require_held() const {
    if (has_its_name()) return;
    throw Error{ErrorKind::busy,
                say("{}: the lock was removed or replaced, so that another process may do "
                    "the same work",
                    name_),
                "what was done is recorded; never remove this file while it is in use"};
}

void FileLock::require_room() const {
    auto const code = ::posix_fallocate(file_, 0, room);
    if (uninterrupted([&] { return ::ftruncate(file_, 0); }) != 0)
        throw Error{ErrorKind::io, say("{}: cannot write: {}; nothing was sent", name_,
                                       std::generic_category().message(errno))};
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        throw Error{ErrorKind::io, say("{}: the disk is full; nothing was sent", name_),
                    "free disk space: messages whose delivery is not recorded are sent again"};
}

FileLock::~FileLock() {
    ::close(file_);
}

}  // namespace dcc
