#include <dcc/base/token.hpp>

#include <cstddef>

namespace dcc {

std::string random_token() {
    constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
    constexpr std::size_t group = 4;
    // 256 is a multiple of 32, so every letter is equally likely.
    std::string token;
    std::size_t count = 0;
    for (auto const byte : random_salt()) {
        if (count++ % group == 0 && count > 1) token += '-';
        token += letters[byte % letters.size()];
    }
    return token;
}

Digest token_digest(std::string_view token) {
    std::string plain;
    for (char c : token) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == 'o') c = '0';
        if (c == 'i' || c == 'l') c = '1';
        if (c != '-' && c != ' ') plain += c;
    }
    return digest(plain);
}

}  // namespace dcc
