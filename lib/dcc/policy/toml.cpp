#define TOML_IMPLEMENTATION
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/toml_reading.hpp>

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

constexpr std::size_t longest_file = 1 << 20;
constexpr int most_dots = 16;  // in one key

// The position after the string that starts at `i`; npos when it is not closed, which must be on
// its line unless three quotes begin it.
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
        if (closing >= 3) return i;
        if (c == '\n' && !multiline) return std::string_view::npos;
        closing = 0;
        if (c == '\\' && quote == '"') ++i;
    }
    return closing >= 3 ? text.size() : std::string_view::npos;
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
            case '\'': {
                auto const end = skip_string(text, i);
                if (end == std::string_view::npos)
                    return Obstacle{i, "not TOML: the quote that begins here is not closed"};
                i = end - 1;
                break;
            }
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
                return Obstacle{i, is_utf8(letter)
                                       ? say("not TOML: {} outside quotes, where only ASCII "
                                             "is allowed (is a quote, comma or = full-width?)",
                                             quote(letter))
                                       : "not UTF-8"};
        }
    }
    return std::nullopt;
}

std::string_view line_of(std::string_view text, std::size_t start) {
    return text.substr(start, text.find('\n', start) - start);
}

// Where the key or the heading of that line was before, in the same table; 0 when it is not found.
// The parser says only that it was.
std::size_t line_of_first(std::string_view text, std::size_t line) {
    auto const name_of = [](std::string_view whole) {
        auto name = trim(whole);
        name = trim(name.substr(0, name.starts_with('[') ? name.find(']') : name.find('=')));
        bool const quoted = name.size() > 1 && name.front() == '"' && name.back() == '"';
        return quoted ? name.substr(1, name.size() - 2) : name;
    };
    std::vector<std::string_view> names;
    for (std::size_t start = 0; start < text.size() && names.size() < line;) {
        auto const whole = line_of(text, start);
        names.push_back(name_of(whole));
        start += whole.size() + 1;
    }
    if (names.size() < line || names[line - 1].empty()) return 0;
    auto const name = names[line - 1];
    bool const heading = name.starts_with('[');
    for (auto at = line - 1; at > 0; --at) {
        if (names[at - 1] == name) return at;
        if (!heading && names[at - 1].starts_with('[')) return 0;
    }
    return 0;
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
    auto const at = result.error().source().begin;
    auto const what = printable(result.error().description());
    if (what.find("cannot redefine existing") != std::string::npos)
        if (auto const first = line_of_first(text, at.line))
            return refuse(at, say("not TOML: given twice, first on line {}", first));
    return refuse(at, say("not TOML: {}", what));
}

std::string quote(std::string_view text) {
    bool const plain =
        text.size() <= 60 && std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
    if (plain) return '"' + std::string{text} + '"';
    return '"' + shorten(printable(text), 60) + '"';
}

}  // namespace dcc::policy_file
