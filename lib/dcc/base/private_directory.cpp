#include <dcc/base/private_directory.hpp>

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {

bool is_own(struct ::stat const &status) {
    return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// A file descriptor that is closed at the end; -1 when nothing could be opened.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_{number} {}
    Descriptor(Descriptor const &) = delete;
    Descriptor &operator=(Descriptor const &) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

int open_directory(std::filesystem::path const &directory) {
    auto const opened = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct ::stat status {};
    if (opened < 0 || (::fstat(opened, &status) == 0 && is_own(status))) return opened;
    ::close(opened);
    return -1;
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        auto const size = ::write(file, text.data(), text.size());
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

}  // namespace

PrivateDirectory::PrivateDirectory(std::filesystem::path directory, bool create) {
    // With "/" at its end the name of a link would stand for where it leads.
    if (!directory.has_filename()) directory = directory.parent_path();
    directory_ = open_directory(directory);
    if (directory_ >= 0 || !create) return;
    std::error_code none;
    if (directory.has_parent_path())
        std::filesystem::create_directories(directory.parent_path(), none);
    if (::mkdir(directory.c_str(), 0700) == 0) directory_ = open_directory(directory);
}

PrivateDirectory::~PrivateDirectory() {
    if (directory_ >= 0) ::close(directory_);
}

std::optional<std::string> PrivateDirectory::read(std::string const &name) const {
    if (directory_ < 0) return std::nullopt;
    Descriptor const file{
        ::openat(directory_, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)};
    struct ::stat status {};
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode) ||
        status.st_nlink != 1 || !is_own(status))
        return std::nullopt;
    std::string content;
    std::array<char, 32'768> part;
    while (true) {
        auto const size = ::read(file.number(), part.data(), part.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return std::nullopt;
        if (size == 0) return content;
        content.append(part.data(), static_cast<std::size_t>(size));
    }
}

bool PrivateDirectory::write(std::string const &name, std::string_view content) const {
    if (directory_ < 0) return false;
    auto const fresh = fmt::format("{}.{}", name, ::getpid());
    ::unlinkat(directory_, fresh.c_str(), 0);  // of a process that died and had the same number
    Descriptor const file{::openat(directory_, fresh.c_str(),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)};
    if (file.number() < 0) return false;
    if (::fchmod(file.number(), 0600) == 0 && write_all(file.number(), content) &&
        ::renameat(directory_, fresh.c_str(), directory_, name.c_str()) == 0)
        return true;
    ::unlinkat(directory_, fresh.c_str(), 0);
    return false;
}

}  // namespace dcc
