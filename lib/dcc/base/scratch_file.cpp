#include <dcc/base/error.hpp>
#include <dcc/base/scratch_file.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {

[[noreturn]] void fail(std::filesystem::path const &file, ErrorKind kind, char const *what) {
    throw Error{kind,
                say("{}: {}: {}", file.string(), what, std::generic_category().message(errno))};
}

// Whether the name still is that of the open file.
bool is_name_of(int handle, std::filesystem::path const &file) {
    struct ::stat named {};
    struct ::stat held {};
    return ::lstat(file.c_str(), &named) == 0 && ::fstat(handle, &held) == 0 &&
           named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

}  // namespace

ScratchFile::ScratchFile(std::filesystem::path file, FileAccess const &access, Wording const &taken)
    : file_{std::move(file)} {
    for (;;) {
        // A file that is there already belongs to a process that works or was killed: who can lock
        // it knows which. It is not used again, since its access may be another.
        auto const made = ::open(file_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (made < 0 && errno != EEXIST) fail(file_, ErrorKind::cannot_create, "cannot create");
        handle_ = made >= 0 ? made : ::open(file_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
        if (handle_ < 0 && errno == ENOENT) continue;
        if (handle_ < 0) fail(file_, ErrorKind::cannot_create, "cannot open");
        if (::flock(handle_, LOCK_EX | LOCK_NB) != 0) {
            auto const code = errno;
            ::close(std::exchange(handle_, -1));
            errno = code;
            if (code != EWOULDBLOCK) fail(file_, ErrorKind::io, "cannot lock");
            throw Error{ErrorKind::busy, taken, "nothing was done; try later"};
        }
        bool const mine = is_name_of(handle_, file_);
        if (mine && made >= 0) break;
        if (mine) ::unlink(file_.c_str());
        ::close(std::exchange(handle_, -1));
    }
    give_access(handle_, access);
}

ScratchFile::~ScratchFile() {
    if (is_name_of(handle_, file_)) ::unlink(file_.c_str());
    ::close(handle_);
}

void ScratchFile::remove_left_over(std::filesystem::path const &file) noexcept {
    auto const handle = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (handle < 0) return;
    bool const is_left = ::flock(handle, LOCK_EX | LOCK_NB) == 0 && is_name_of(handle, file);
    if (is_left) ::unlink(file.c_str());
    ::close(handle);
}

}  // namespace dcc
