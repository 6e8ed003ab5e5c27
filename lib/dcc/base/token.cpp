#include <dcc/base/token.hpp>

#include <cstddef>

namespace dcc {
namespace {

constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t group = 4;
constexpr std::string_view hidden = "****-****-****-****";

bool is_spelled_like_token(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (hidden[i] == '-' ? text[i] != '-' : letters.find(text[i]) == letters.npos) return false;
    return true;
}

}  // namespace

std::string random_token() {
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

std::string hide_token(std::string text, Digest const &token) {
    for (std::size_t at = 0; at + hidden.size() <= text.size(); ++at) {
        auto const part = std::string_view{text}.substr(at, hidden.size());
        if (is_spelled_like_token(part) && token_digest(part) == token)
            text.replace(at, hidden.size(), hidden);
    }
    return text;
}

}  // namespace dcc
