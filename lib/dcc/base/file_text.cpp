#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace dcc {

namespace {

[[noreturn]] void refuse(std::filesystem::path const &file, int reason) {
    throw Error{ErrorKind::no_input,
                say("cannot read {}: {}", file.string(), std::generic_category().message(reason))};
}

}  // namespace

std::optional<std::string> read_text(std::filesystem::path const &file) {
    // Opening a directory succeeds; reading it does not.
    std::error_code none;
    if (std::filesystem::is_directory(file, none)) refuse(file, EISDIR);
    errno = 0;
    std::ifstream input{file, std::ios::binary};
    if (!input && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    if (!input) refuse(file, errno);
    std::string text;
    std::array<char, 32'768> part;
    // Limited, since a special file may be endless. No caller accepts a text of this size.
    while (input && text.size() < (2U << 20)) {
        input.read(part.data(), part.size());
        text.append(part.data(), static_cast<std::size_t>(input.gcount()));
    }
    if (input.bad()) refuse(file, errno);
    return text;
}

bool have_same_bytes(std::istream &one, std::istream &other) {
    std::array<char, 32'768> mine;
    std::array<char, 32'768> theirs;
    while (one && other) {
        errno = 0;
        one.read(mine.data(), mine.size());
        other.read(theirs.data(), theirs.size());
        if (one.bad() || other.bad())
            throw Error{ErrorKind::io, say("cannot compare two files: {}",
                                           std::generic_category().message(errno))};
        auto const n = static_cast<std::size_t>(one.gcount());
        if (one.gcount() != other.gcount() ||
            !std::equal(mine.begin(), mine.begin() + n, theirs.begin()))
            return false;
    }
    return true;
}

}  // namespace dcc
