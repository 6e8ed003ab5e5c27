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
    throw Error{kind, fmt::format("{}: {}: {}", file.string(), what,
                                  std::generic_category().message(errno))};
}

}  // namespace

ScratchFile::ScratchFile(std::filesystem::path file, FileAccess const &access,
                         std::string const &taken)
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
        bool const mine = is_mine();
        if (mine && made >= 0) break;
        if (mine) ::unlink(file_.c_str());
        ::close(std::exchange(handle_, -1));
    }
    give_access(handle_, access);
}

ScratchFile::~ScratchFile() {
    if (is_mine()) ::unlink(file_.c_str());
    ::close(handle_);
}

// Whether the name still is that of the locked file.
bool ScratchFile::is_mine() const {
    struct ::stat named {};
    struct ::stat held {};
    return ::lstat(file_.c_str(), &named) == 0 && ::fstat(handle_, &held) == 0 &&
           named.st_dev == held.st_dev && named.st_ino == held.st_ino;
}

}  // namespace dcc
