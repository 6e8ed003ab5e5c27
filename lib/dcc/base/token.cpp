#include <dcc/base/token.hpp>

#include <algorithm>
#include <cstddef>

namespace dcc {
namespace {

constexpr std::string_view token_letters = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t token_group = 4;
constexpr std::string_view hidden_token = "****-****-****-****";

bool is_spelled_like_token(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (hidden_token[i] == '-' ? text[i] != '-'
                                   : token_letters.find(text[i]) == token_letters.npos)
            return false;
    return true;
}

// Where the token of that digest begins in the text, at or after `from`; npos when nowhere.
std::size_t place_of(std::string_view text, Digest const &token, std::size_t from = 0) {
    for (auto at = from; at + hidden_token.size() <= text.size(); ++at) {
        auto const part = text.substr(at, hidden_token.size());
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
        if (count++ % token_group == 0 && count > 1) token += '-';
        token += token_letters[byte % token_letters.size()];
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
    return std::string{text.substr(std::min(at, text.size()), hidden_token.size())};
}

std::string hide_token(std::string text, Digest const &token) {
    for (auto at = place_of(text, token); at != text.npos; at = place_of(text, token, at))
        text.replace(at, hidden_token.size(), hidden_token);
    return text;
}

}  // namespace dcc
