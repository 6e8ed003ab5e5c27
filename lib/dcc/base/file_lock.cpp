#include <dcc/base/error.hpp>
#include <dcc/base/file_lock.hpp>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

namespace dcc {
namespace {
constexpr ::off_t room = 256 * 1024;  // bytes; recording the outcome of one message takes less
}

FileLock::FileLock(std::string const &file, std::string const &taken)
    : name_{file}, file_{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666)} {
    if (file_ < 0)
        throw Error{ErrorKind::cannot_create, fmt::format("{}: cannot open: {}", file,
                                                          std::generic_category().message(errno))};
    if (::flock(file_, LOCK_EX | LOCK_NB) == 0) return;
    auto const code = errno;
    ::close(file_);
    if (code == EWOULDBLOCK) throw Error{ErrorKind::busy, taken, "nothing was done; try later"};
    throw Error{ErrorKind::io,
                fmt::format("{}: cannot lock: {}", file, std::generic_category().message(code))};
}

void FileLock::require_room() const {
    auto const code = ::posix_fallocate(file_, 0, room);
    if (::ftruncate(file_, 0) != 0 || code == ENOSPC || code == EDQUOT || code == EFBIG)
        throw Error{ErrorKind::io, fmt::format("{}: the disk is full; nothing was sent", name_),
                    "free disk space: messages whose delivery is not recorded are sent again"};
}

FileLock::~FileLock() {
    ::close(file_);
}

}  // namespace dcc
