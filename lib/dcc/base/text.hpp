#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace dcc {

// Whether the bytes are well-formed UTF-8.
bool is_utf8(std::string_view text) noexcept;

// Columns the text takes in a terminal: Chinese takes two, combining marks none (Unicode UAX 11, by
// utf8proc). Ill-formed bytes count one.
std::size_t display_width(std::string_view text) noexcept;

// The text shortened to at most `columns`, ending in "…" when something was cut. Never cuts a
// character in two.
std::string shorten(std::string_view text, std::size_t columns);

// Form for comparing without regard to case and width: Unicode NFKC case folding. Ill-formed
// UTF-8 comes back as it is.
std::string fold_case(std::string_view text);

// The text without blanks, tabs and line ends (and U+3000) at both ends.
std::string_view trim(std::string_view text) noexcept;

// The text with control characters and marks that turn the direction of writing replaced by blanks,
// so that hostile input can neither drive a terminal nor look like another text. A CR LF is one
// line end; ill-formed bytes become U+FFFD. Line feeds and tabs are kept when `multiline`.
std::string printable(std::string_view text, bool multiline = false);

// The candidate nearest to the word by edit distance (two neighbours swapped count one, a
// difference in case none; the first of equals), or an empty text when none is near enough to be
// what was meant (more than a third of the word's characters differ).
std::string_view nearest(std::string_view word, std::span<std::string_view const> candidates);

}  // namespace dcc
