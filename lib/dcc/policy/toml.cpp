#define TOML_IMPLEMENTATION
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/toml.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

constexpr std::size_t longest_file = 1 << 20;
constexpr int most_dots = 16;  // in one key

// A key stands on one line, so a file without a line of many dots holds no deep key.
bool many_dots_in_a_line(std::string_view text) {
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        if (std::ranges::count(line, '.') > most_dots) return true;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return false;
}

// Past the string that starts at `i`, or at the end of its line when it does not end there.
std::size_t skip_string(std::string_view text, std::size_t i) {
    auto const c = text[i];
    bool const multiline = text.substr(i, 3) == std::string(3, c);
    auto const quote = text.substr(i, multiline ? 3 : 1);
    for (i += quote.size(); i < text.size(); ++i) {
        if (text.substr(i, quote.size()) == quote) return i + quote.size();
        if (text[i] == '\n' && !multiline) return i;
        if (text[i] == '\\' && c == '"') ++i;
    }
    return i;
}

// Where a key has more dots than any policy needs, or nothing. Each dot nests a table, and the
// parser bounds only the nesting of brackets.
std::optional<std::size_t> deepest_key(std::string_view text) {
    if (!many_dots_in_a_line(text)) return std::nullopt;
    int dots = 0;
    for (std::size_t i = 0; i < text.size();) {
        auto const c = text[i];
        if (c == '"' || c == '\'') {
            i = skip_string(text, i);
            continue;
        }
        if (c == '.' && ++dots > most_dots) return i;
        if (std::string_view{"=,[]{}\n"}.find(c) != std::string_view::npos) dots = 0;
        i = c == '#' ? std::min(text.find('\n', i), text.size()) : i + 1;
    }
    return std::nullopt;
}

toml::source_position position_of(std::string_view text, std::size_t offset) {
    auto const before = text.substr(0, offset);
    auto const line = std::ranges::count(before, '\n');
    auto const column = before.size() - (before.rfind('\n') + 1);  // npos + 1 is 0
    return {static_cast<toml::source_index>(line + 1), static_cast<toml::source_index>(column + 1)};
}

}  // namespace

std::optional<toml::table> parse(Reading &reading, std::string_view text) {
    auto const refuse = [&](toml::source_position at, std::string const &what) {
        reading.error(reading.place({at, at, nullptr}), "", what);
        return std::nullopt;
    };
    if (text.size() > longest_file) return refuse({1, 1}, "larger than 1 MiB");
    if (auto const at = deepest_key(text))
        return refuse(position_of(text, *at), "a key with too many dots");
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
