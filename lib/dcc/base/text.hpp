#pragma once

#include <dcc/base/wording.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// Whether the bytes are well-formed UTF-8.
bool is_utf8(std::string_view text) noexcept;

// Whether it is a digit of ASCII.
constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Columns the text takes in a terminal: a Chinese character takes two, a combining mark none
// (Unicode UAX 11, by utf8proc). An ill-formed byte counts as one.
std::size_t display_width(std::string_view text) noexcept;

// The text shortened to at most `columns`, ending in "…" when something was cut. A grapheme cluster
// is never split.
std::string shorten(std::string_view text, std::size_t columns);

// The text in a form for comparing that ignores case and width: Unicode NFKC case folding.
// Ill-formed UTF-8 is returned unchanged.
std::string fold_case(std::string_view text);

// The text in Unicode's normal form C: a letter with its mark is one character, where there is one.
// Ill-formed UTF-8 is returned unchanged.
std::string composed(std::string_view text);

// The text without blanks, tabs and line ends (and U+3000) at both ends.
std::string_view trim(std::string_view text) noexcept;

// Whether the text shows nothing: it has only blanks, line ends and invisible characters.
bool is_blank(std::string_view text) noexcept;

// The first control character of the text, other than tabs and line ends (LF and CR LF).
std::optional<char32_t> control_in(std::string_view text) noexcept;

// The parts of a text joined by commas; none of an empty text.
std::vector<std::string> split_words(std::string_view joined);

// The text with control characters and bidirectional controls replaced by blanks, so that hostile
// input can neither control a terminal nor look like another text. A CR LF is one line end;
// ill-formed bytes become U+FFFD. Line feeds and tabs are kept when `multiline`.
std::string printable(std::string_view text, bool multiline = false);

// The candidate that the word means, for "did you mean": the first whose last part after a dot or a
// slash is the word ("billing.refund" for "refund"), else the shortest that begins with it
// ("--into" for "--in"), else the nearest by edit distance. Two swapped neighbours count as one
// edit; case is ignored; of equals the first is taken. An empty text when more than a third of the
// word's characters differ from every candidate.
std::string_view nearest(std::string_view word, std::span<std::string_view const> candidates);

// ` (did you mean "office"?)`, to follow a message about the word; empty when no candidate is near.
Wording did_you_mean(std::string_view word, std::span<std::string_view const> candidates);

}  // namespace dcc
