#include <dcc/base/detail/json_reader.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace dcc {
namespace {

[[noreturn]] void broken() {
    throw Error{ErrorKind::data, "not a JSON object"};
}

// Appends a code point as UTF-8.
void append_utf8(std::string &text, std::uint32_t code) {
    auto const byte = [&](std::uint32_t bits) { text += static_cast<char>(bits); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
        byte(0xC0 | code >> 6U);
    } else {
        if (code < 0x10000) {
            byte(0xE0 | code >> 12U);
        } else {
            byte(0xF0 | code >> 18U);
            byte(0x80 | (code >> 12U & 0x3F));
        }
        byte(0x80 | (code >> 6U & 0x3F));
    }
    byte(0x80 | (code & 0x3F));
}

// What a letter after a backslash stands for; NUL for none.
char escaped(char letter) {
    switch (letter) {
        case '"':
        case '\\':
        case '/': return letter;
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return '\0';
    }
}

// The four hexadecimal digits at that place.
std::uint32_t code_unit(std::string_view raw, std::size_t at) {
    auto const hex = raw.substr(std::min(at, raw.size()), 4);
    std::uint32_t code = 0;
    auto const end = std::from_chars(hex.data(), hex.data() + hex.size(), code, 16).ptr;
    if (hex.size() < 4 || end != hex.data() + hex.size()) broken();
    return code;
}

}  // namespace

Error too_deep() {
    return {ErrorKind::data, say("JSON nested more than {} deep", deepest_json)};
}

char JsonReader::next() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
        ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
}

void JsonReader::open(char bracket, char const *expected) {
    if (next() != bracket) throw Error{ErrorKind::data, expected};
    ++at_;
    if (++depth_ > deepest_json) throw too_deep();
}

bool JsonReader::is_closed(char bracket) {
    if (next() != bracket) return false;
    ++at_;
    return true;
}

bool JsonReader::goes_on(char bracket) {
    auto const c = next();
    if (c != ',' && c != bracket) broken();
    ++at_;
    return c == ',';
}

std::string_view JsonReader::name() {
    if (next() != '"') broken();
    auto const name = quoted();
    if (next() != ':') broken();
    ++at_;
    return name;
}

std::string_view JsonReader::quoted() {
    auto const start = ++at_;
    bool is_ascii = true;
    bool is_plain = true;
    for (;; ++at_) {
        if (at_ >= text_.size()) broken();
        auto const c = static_cast<unsigned char>(text_[at_]);
        if (c == '"') break;
        if (c < ' ') broken();
        is_ascii = is_ascii && c < 0x80;
        if (c != '\\') continue;
        is_plain = false;
        ++at_;
    }
    auto const raw = text_.substr(start, at_ - start);
    ++at_;
    if (!is_ascii && !is_utf8(raw)) broken();
    return is_plain ? raw : unescaped(raw);
}

std::string_view JsonReader::unescaped(std::string_view raw) {
    plain_.clear();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            plain_ += raw[i];
            continue;
        }
        ++i;
        if (raw[i] != 'u') {
            auto const c = escaped(raw[i]);
            if (c == '\0') broken();
            plain_ += c;
            continue;
        }
        auto code = code_unit(raw, i + 1);
        i += 4;
        if (code >= 0xDC00 && code < 0xE000) broken();
        if (code >= 0xD800 && code < 0xDC00) {  // the first half of a pair
            if (raw.substr(i + 1, 2) != "\\u") broken();
            auto const low = code_unit(raw, i + 3);
            if (low < 0xDC00 || low >= 0xE000) broken();
            code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
            i += 6;
        }
        append_utf8(plain_, code);
    }
    return plain_;
}

bool JsonReader::null() {
    if (next() != 'n') return false;
    literal("null");
    return true;
}

bool JsonReader::truth() {
    auto const c = next();
    if (c != 't' && c != 'f') throw Error{ErrorKind::data, "expected true or false"};
    literal(c == 't' ? "true" : "false");
    return c == 't';
}

std::int64_t JsonReader::whole() {
    auto const c = next();
    auto const token = c == '-' || is_digit(c) ? number() : std::string_view{};
    std::int64_t value = 0;
    auto const [end, error] = std::from_chars(token.data(), token.data() + token.size(), value);
    if (token.empty() || error != std::errc{} || end != token.data() + token.size())
        throw Error{ErrorKind::data, "expected a whole number"};
    return value;
}

std::string JsonReader::text() {
    if (next() != '"') throw Error{ErrorKind::data, "expected a text"};
    return std::string{quoted()};
}

void JsonReader::skip() {
    switch (next()) {
        case '{': return object([this](std::string_view) { skip(); });
        case '[': return list([this] { skip(); });
        case '"': return static_cast<void>(quoted());
        case 't': return literal("true");
        case 'f': return literal("false");
        case 'n': return literal("null");
        default: number();
    }
}

void JsonReader::literal(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) broken();
    at_ += word.size();
}

std::string_view JsonReader::number() {
    auto const start = at_;
    if (text_.substr(at_).starts_with('-')) ++at_;
    if (text_.substr(at_).starts_with('0'))
        ++at_;
    else
        digits();
    if (text_.substr(at_).starts_with('.')) {
        ++at_;
        digits();
    }
    if (text_.substr(at_).starts_with('e') || text_.substr(at_).starts_with('E')) {
        ++at_;
        if (text_.substr(at_).starts_with('+') || text_.substr(at_).starts_with('-')) ++at_;
        digits();
    }
    return text_.substr(start, at_ - start);
}

void JsonReader::digits() {
    auto const start = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    if (at_ == start) broken();
}

void JsonReader::finish() {
    next();
    if (at_ < text_.size()) broken();
}

void JsonReader::refuse() {
    skip();
    broken();
}

}  // namespace dcc
