#include <dcc/base/token.hpp>

#include <algorithm>
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

// Where the token of that digest begins in the text, at or after `from`; npos when nowhere.
std::size_t place_of(std::string_view text, Digest const &token, std::size_t from = 0) {
    for (auto at = from; at + hidden.size() <= text.size(); ++at) {
        auto const part = text.substr(at, hidden.size());
        if (is_spelled_like_token(part) && token_digest(part) == token) return at;
    }
    return text.npos;
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

std::string find_token(std::string_view text, Digest const &token) {
    auto const at = place_of(text, token);
    return std::string{text.substr(std::min(at, text.size()), hidden.size())};
}

std::string hide_token(std::string text, Digest const &token) {
    for (auto at = place_of(text, token); at != text.npos; at = place_of(text, token, at))
        text.replace(at, hidden.size(), hidden);
    return text;
}

}  // namespace dcc
