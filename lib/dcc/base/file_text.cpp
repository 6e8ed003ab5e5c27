#include <dcc/base/file_text.hpp>

#include <array>
#include <fstream>
#include <system_error>

namespace dcc {

std::optional<std::string> read_text(std::filesystem::path const &file) {
    // Opening a directory succeeds; reading it does not.
    std::error_code none;
    if (std::filesystem::is_directory(file, none)) return std::nullopt;
    std::ifstream input{file, std::ios::binary};
    if (!input) return std::nullopt;
    std::string text;
    std::array<char, 32'768> part;
    // Limited, since a special file may be endless. No caller accepts a text of this size.
    while (input && text.size() < (2U << 20)) {
        input.read(part.data(), part.size());
        text.append(part.data(), static_cast<std::size_t>(input.gcount()));
    }
    if (input.bad()) return std::nullopt;
    return text;
}

}  // namespace dcc
