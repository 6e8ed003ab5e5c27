#include <dcc/base/content.hpp>
#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/error.hpp>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {

[[noreturn]] void fail(std::filesystem::path const &file, std::string const &why) {
    throw Error{ErrorKind::no_input, say("{}: {}", file.string(), why)};
}

std::string reason() {
    return std::generic_category().message(errno);
}

}  // namespace

InputFile::InputFile(std::filesystem::path file, bool links) : file_{std::move(file)} {
    // To open a pipe would wait for another program.
    auto const flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (links ? 0 : O_NOFOLLOW);
    number_ = uninterrupted([&] { return ::open(file_.c_str(), flags); });
    if (number_ < 0) fail(file_, reason());
    struct ::stat status {};
    if (::fstat(number_, &status) == 0 && S_ISREG(status.st_mode)) return;
    ::close(number_);
    fail(file_, "is not a regular file");
}

InputFile::~InputFile() {
    ::close(number_);
}

std::int64_t InputFile::size() const {
    struct ::stat status {};
    if (::fstat(number_, &status) != 0) fail(file_, reason());
    return status.st_size;
}

std::string InputFile::read(std::int64_t from, std::size_t most) const {
    std::string part(most, '\0');
    std::size_t done = 0;
    while (done < most) {
        auto const at = from + static_cast<std::int64_t>(done);
        auto const size = uninterrupted(
            [&] { return ::pread(number_, part.data() + done, most - done, ::off_t{at}); });
        if (size < 0) fail(file_, reason());
        if (size == 0) break;
        done += static_cast<std::size_t>(size);
    }
    part.resize(done);
    return part;
}

Content content_of(std::string bytes) {
    return [bytes = std::move(bytes)](Take const &take) {
        std::string_view rest = bytes;
        while (!rest.empty() && take(rest.substr(0, part_size)))
            rest.remove_prefix(std::min(rest.size(), part_size));
    };
}

Content content_of(std::shared_ptr<InputFile const> file) {
    return [file = std::move(file)](Take const &take) {
        for (std::int64_t at = 0;;) {
            auto const part = file->read(at, part_size);
            if (part.empty() || !take(part) || part.size() < part_size) return;
            at += static_cast<std::int64_t>(part.size());
        }
    };
}

std::optional<ContentId> identify(Content const &content, std::int64_t most) {
    Digesting digesting;
    ContentId id;
    content([&](std::string_view part) {
        id.size += static_cast<std::int64_t>(part.size());
        if (id.size > most) return false;
        digesting.add(part);
        return true;
    });
    if (id.size > most) return std::nullopt;
    id.digest = digesting.end();
    return id;
}

}  // namespace dcc
