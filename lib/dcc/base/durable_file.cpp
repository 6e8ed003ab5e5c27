#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/durable_file.hpp>
#include <dcc/base/error.hpp>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {

[[noreturn]] void fail(ErrorKind kind, std::filesystem::path const &file, char const *what,
                       int code) {
    throw Error{kind,
                say("{}: {}: {}", file.string(), what, std::generic_category().message(code))};
}

// An open file; whatever fails throws.
class CheckedHandle {
  public:
    CheckedHandle(std::filesystem::path const &file, int flags, ErrorKind kind, char const *what,
                  ::mode_t mode = 0)
        : file_{file}, number_{uninterrupted([&] {
              return ::open(file.c_str(), flags | O_CLOEXEC, mode);
          })} {
        if (number_ < 0) fail(kind, file_, what, errno);
    }
    CheckedHandle(CheckedHandle const &) = delete;
    CheckedHandle &operator=(CheckedHandle const &) = delete;
    ~CheckedHandle() { ::close(number_); }

    int number() const { return number_; }
    struct ::stat status() const {
        struct ::stat status {};
        if (::fstat(number_, &status) != 0) fail(ErrorKind::io, file_, "cannot be read", errno);
        return status;
    }
    void write(std::string_view text) const {
        auto const size = uninterrupted([&] { return ::write(number_, text.data(), text.size()); });
        if (size < 0) fail(ErrorKind::io, file_, "cannot write", errno);
        if (static_cast<std::size_t>(size) != text.size())
            fail(ErrorKind::io, file_, "cannot write all of it", ENOSPC);
    }
    void sync() const {
        if (uninterrupted([&] { return ::fsync(number_); }) != 0)
            fail(ErrorKind::io, file_, "cannot write", errno);
    }

  private:
    std::filesystem::path const &file_;
    int number_;
};

// A new name is on the disk once its directory is.
void sync_directory_of(std::filesystem::path const &file) {
    auto const parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    CheckedHandle{parent, O_RDONLY | O_DIRECTORY, ErrorKind::io, "cannot open"}.sync();
}

bool ends_within_line(CheckedHandle const &handle, ::off_t size) {
    char last = '\n';
    auto const read = [&] { return ::pread(handle.number(), &last, 1, size - 1); };
    return size > 0 && uninterrupted(read) == 1 && last != '\n';
}

}  // namespace

void append_line(std::filesystem::path const &file, std::string_view line) {
    CheckedHandle const handle{file, O_RDWR | O_APPEND | O_CREAT, ErrorKind::cannot_create,
                               "cannot open to append", 0666};
    auto const status = handle.status();
    if (!S_ISREG(status.st_mode))
        throw Error{ErrorKind::cannot_create, say("{}: is not a regular file", file.string())};
    // In one call, so that lines of several programs do not mix.
    handle.write(fmt::format("{}{}\n", ends_within_line(handle, status.st_size) ? "\n" : "", line));
    handle.sync();
    sync_directory_of(file);
}

std::string read_secret(std::filesystem::path const &file) {
    CheckedHandle const handle{file, O_RDONLY, ErrorKind::no_input, "cannot read"};
    if ((handle.status().st_mode & 077U) != 0)
        throw Error{ErrorKind::no_input,
                    say("{}: others than its owner may use this file", file.string()),
                    say("chmod 600 {}; if others may have read it, make a new key", file.string())};
    std::string text(4096, '\0');
    auto const size =
        uninterrupted([&] { return ::read(handle.number(), text.data(), text.size()); });
    if (size < 0) fail(ErrorKind::no_input, file, "cannot read", errno);
    text.resize(static_cast<std::size_t>(size));
    return text;
}

}  // namespace dcc
