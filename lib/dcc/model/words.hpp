#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace dcc {

// An enum and its words, in one table that parsing, printing and SQL share. An enum E has words
// when an overload `constexpr auto const &words_of(E)` returns an array of (value, word), with one
// row for each value, in the enum's order.
template <class E, std::size_t n>
using WordTable = std::array<std::pair<E, std::string_view>, n>;

// The word of a value; "?" when the table lacks it.
template <class E>
constexpr std::string_view word(E value) {
    for (auto const &[candidate, text] : words_of(E{}))
        if (candidate == value) return text;
    return "?";
}

// The value of a word. Nothing when there is no such word.
template <class E>
constexpr std::optional<E> parse_word(std::string_view text) {
    for (auto const &[value, candidate] : words_of(E{}))
        if (candidate == text) return value;
    return std::nullopt;
}

}  // namespace dcc
