#include <dcc/base/text.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>

#include <utf8proc.h>

namespace dcc {
namespace {

constexpr std::int32_t ill_formed = -1;

// The text in another form of Unicode; unchanged when it is ill-formed UTF-8.
std::string in_form(std::string_view text, int form) {
    if (text.empty()) return {};
    utf8proc_uint8_t *mapped = nullptr;
    auto const size =
        utf8proc_map(reinterpret_cast<utf8proc_uint8_t const *>(text.data()),
                     static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                     static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | form));
    std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> const owner{mapped, &std::free};
    if (size == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc{};
    if (size < 0) return std::string{text};
    return {reinterpret_cast<char const *>(mapped), static_cast<std::size_t>(size)};
}

struct CodePoint {
    std::int32_t code = ill_formed;
    std::size_t size = 1;  // bytes
};

// The first character of a non-empty text; a single byte where it is ill-formed.
CodePoint first_of(std::string_view text) noexcept {
    auto const lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    utf8proc_int32_t code = ill_formed;
    auto const size = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const *>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (size <= 0) return {};
    return {code, static_cast<std::size_t>(size)};
}

std::size_t width_of(std::int32_t code) noexcept {
    if (code == ill_formed) return 1;
    return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code)));
}

// Characters that could control a terminal (control characters, line and paragraph separators) or
// make a text look like another one (bidirectional controls).
bool is_control(std::int32_t code) noexcept {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

bool is_invisible(std::int32_t code) noexcept {
    constexpr std::int32_t empty_braille = 0x2800;
    if (code == ill_formed) return false;
    auto const &property = *utf8proc_get_property(code);
    return property.ignorable || code == empty_braille ||
           (property.category >= UTF8PROC_CATEGORY_ZS && property.category <= UTF8PROC_CATEGORY_CF);
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    while (!text.empty()) {
        auto const [code, size] = first_of(text);
        result.push_back(static_cast<char32_t>(code));
        text.remove_prefix(size);
    }
    return result;
}

// The number of edits between two texts (optimal string alignment): a character inserted, removed
// or changed, or two neighbours swapped, which is the most common typing error.
std::size_t edit_distance(std::u32string const &a, std::u32string const &b) {
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before_last.swap(last);
        last.swap(row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
    }
    return row[b.size()];
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        auto const [code, size] = first_of(text);
        if (code == ill_formed) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    while (!text.empty()) {
        auto const [code, size] = first_of(text);
        width += width_of(code);
        text.remove_prefix(size);
    }
    return width;
}

std::string shorten(std::string_view text, std::size_t columns) {
    if (columns == 0) return {};
    // A character here is a grapheme cluster: a base with its marks, a joined emoji, a flag.
    std::size_t width = 0;
    std::size_t cut = 0;     // end of the last character that leaves a column for "…"
    std::size_t offset = 0;  // start of the current character
    std::int32_t previous = ill_formed;
    utf8proc_int32_t state = 0;
    while (offset < text.size()) {
        auto const [code, size] = first_of(text.substr(offset));
        bool const joined = previous != ill_formed && code != ill_formed &&
                            !utf8proc_grapheme_break_stateful(previous, code, &state);
        if (!joined && width < columns) cut = offset;
        width += width_of(code);
        if (width > columns) return std::string{text.substr(0, cut)} + "…";
        previous = code;
        offset += size;
    }
    return std::string{text};
}

std::string fold_case(std::string_view text) {
    return in_form(text, UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

std::string composed(std::string_view text) {
    return in_form(text, 0);
}

std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\r\n";
    constexpr std::string_view ideographic_blank = "\u3000";
    for (;;) {
        if (text.empty()) return text;
        if (blanks.find(text.front()) != blanks.npos)
            text.remove_prefix(1);
        else if (text.starts_with(ideographic_blank))
            text.remove_prefix(ideographic_blank.size());
        else
            break;
    }
    for (;;) {
        if (blanks.find(text.back()) != blanks.npos)
            text.remove_suffix(1);
        else if (text.ends_with(ideographic_blank))
            text.remove_suffix(ideographic_blank.size());
        else
            return text;
    }
}

bool is_blank(std::string_view text) noexcept {
    while (!text.empty()) {
        auto const [code, size] = first_of(text);
        if (!is_invisible(code)) return false;
        text.remove_prefix(size);
    }
    return true;
}

std::optional<char32_t> control_in(std::string_view text) noexcept {
    auto const byte = [&](std::size_t at) {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
    };
    // In UTF-8 the controls from U+0080 to U+009F follow the byte C2, which begins nothing else of
    // that range.
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const one = byte(at);
        bool const is_line_end = one == '\n' || (one == '\r' && byte(at + 1) == '\n');
        if ((one < 0x20 && one != '\t' && !is_line_end) || one == 0x7f) return one;
        if (one == 0xc2 && byte(at + 1) >= 0x80 && byte(at + 1) < 0xa0) return byte(at + 1);
    }
    return std::nullopt;
}

std::vector<std::string> split_words(std::string_view joined) {
    std::vector<std::string> parts;
    for (std::size_t from = 0; from < joined.size();) {
        auto const end = std::min(joined.find(',', from), joined.size());
        parts.emplace_back(joined.substr(from, end - from));
        from = end + 1;
    }
    return parts;
}

std::string printable(std::string_view text, bool multiline) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        auto const [code, size] = first_of(text);
        if (code == ill_formed)
            result += "\ufffd";
        else if (multiline && (code == '\n' || code == '\t'))
            result += static_cast<char>(code);
        else if (text.starts_with("\r\n"))
            ;  // one line end, one blank
        else if (is_control(code))
            result += ' ';
        else
            result += text.substr(0, size);
        text.remove_prefix(size);
    }
    return result;
}

std::string_view nearest(std::string_view word, std::span<std::string_view const> candidates) {
    auto const folded = fold_case(word);
    // The whole name of what is called by its last part: "refund" for "billing.refund".
    for (auto const candidate : candidates) {
        auto const part = fold_case(candidate.substr(candidate.find_last_of("./") + 1));
        if (part.size() < candidate.size() && part == folded) return candidate;
    }
    auto const wanted = code_points(folded);
    auto least = wanted.size() / 3 + 1;
    std::string_view best;
    // What the word begins is nearer than what it resembles: "--into" for "--in", not "--id".
    constexpr std::size_t shortest_beginning = 2;
    auto const letters = folded.size() - std::min(folded.size(), folded.find_first_not_of('-'));
    if (letters >= shortest_beginning)
        for (auto const candidate : candidates)
            if (fold_case(candidate).starts_with(folded) &&
                (best.empty() || candidate.size() < best.size()))
                best = candidate;
    if (!best.empty()) return best;
    for (auto const candidate : candidates) {
        auto const offered = code_points(fold_case(candidate));
        auto const [shorter, longer] = std::minmax({wanted.size(), offered.size()});
        if (longer - shorter >= least) continue;
        auto const distance = edit_distance(wanted, offered);
        if (distance >= least) continue;
        least = distance;
        best = candidate;
    }
    return best;
}

Wording did_you_mean(std::string_view word, std::span<std::string_view const> candidates) {
    auto const meant = nearest(word, candidates);
    return meant.empty() ? Wording{} : say(" (did you mean \"{}\"?)", meant);
}

}  // namespace dcc
