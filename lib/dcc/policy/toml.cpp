#define TOML_IMPLEMENTATION
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/toml_reading.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

constexpr std::size_t longest_file = 1 << 20;
constexpr int most_dots = 16;  // in one key

// The position after the string that starts at `i`; the end of the line when it is not closed
// there.
std::size_t skip_string(std::string_view text, std::size_t i) {
    auto const quote = text[i];
    bool const multiline = i + 2 < text.size() && text[i + 1] == quote && text[i + 2] == quote;
    int closing = 0;
    for (i += multiline ? 3 : 1; i < text.size(); ++i) {
        auto const c = text[i];
        if (c == quote) {
            if (!multiline) return i + 1;
            // Of five quotes at the end, two belong to the text and three close it.
            if (++closing == 5) return i + 1;
            continue;
        }
        if (closing >= 3 || (c == '\n' && !multiline)) return i;
        closing = 0;
        if (c == '\\' && quote == '"') ++i;
    }
    return text.size();
}

// The bytes of the character at `i`; ill-formed ones too.
std::string_view character_at(std::string_view text, std::size_t i) {
    auto end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    return text.substr(i, end - i);
}

// A place where the text is refused before it is parsed.
struct Obstacle {
    std::size_t offset;
    std::string what;
};

// Finds errors that the parser does not report, or reports badly: keys with too many dots, since
// each dot nests a table and the parser limits only the nesting of brackets; and non-ASCII
// characters outside quotes, such as full-width punctuation typed with a Chinese input method.
std::optional<Obstacle> find_obstacle(std::string_view text) {
    int dots = 0;
    for (std::size_t i = text.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < text.size(); ++i) {
        switch (auto const c = text[i]) {
            case '"':
            case '\'': i = skip_string(text, i) - 1; break;
            case '#': i = std::min(text.find('\n', i), text.size()) - 1; break;
            case '.':
                if (++dots > most_dots) return Obstacle{i, "a key with too many dots"};
                break;
            case '=':
            case ',':
            case '[':
            case ']':
            case '{':
            case '}':
            case '\n': dots = 0; break;
            default:
                if (static_cast<unsigned char>(c) < 0x80) break;
                auto const letter = character_at(text, i);
                return Obstacle{i,
                                is_utf8(letter)
                                    ? fmt::format("not TOML: {} outside quotes, where only ASCII "
                                                  "is allowed (is a quote, comma or = full-width?)",
                                                  quote(letter))
                                    : "not UTF-8"};
        }
    }
    return std::nullopt;
}

// The line and column of an offset. Columns are counted in characters, as by the parser.
toml::source_position position_of(std::string_view text, std::size_t offset) {
    auto const before = text.substr(0, offset);
    auto const line = std::ranges::count(before, '\n') + 1;
    auto const start = before.rfind('\n') + 1;  // npos + 1 is 0
    auto const column = std::ranges::count_if(
                            before.substr(start),
                            [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) +
                        1;
    return {static_cast<toml::source_index>(line), static_cast<toml::source_index>(column)};
}

}  // namespace

std::optional<toml::table> parse(TomlReading &reading, std::string_view text) {
    auto const refuse = [&](toml::source_position at, std::string const &what) {
        reading.error(reading.place({at, at, nullptr}), "", what);
        return std::nullopt;
    };
    if (text.size() > longest_file) return refuse({1, 1}, "larger than 1 MiB");
    if (auto const found = find_obstacle(text))
        return refuse(position_of(text, found->offset), found->what);
    auto result = toml::parse(text);
    if (result) return std::move(result).table();
    return refuse(result.error().source().begin,
                  "not TOML: " + printable(result.error().description()));
}

std::string quote(std::string_view text) {
    bool const plain =
        text.size() <= 60 && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    if (plain) return '"' + std::string{text} + '"';
    return '"' + shorten(printable(text), 60) + '"';
}

}  // namespace dcc::policy_file
