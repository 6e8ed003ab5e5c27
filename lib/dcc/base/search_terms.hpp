#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A piece of a text by which the text is found, and its position in the text (in bytes).
struct IndexTerm {
    std::string text;  // folded, see fold_case(); letters and digits only
    std::size_t begin = 0;
    std::size_t own_end = 0;  // end of its first character (of a pair), or of the word
    std::size_t end = 0;
};

// The terms of a text in order. In scripts written without blanks between words (Chinese, Japanese,
// Thai, …), and in Korean, each character forms a term with the next one; the last of a run is a
// term alone. So a word of such a script occurs in a text exactly where its pairs follow one
// another. In other scripts a term is a word (its first 64 characters). Punctuation, symbols and
// ill-formed bytes separate terms.
std::vector<IndexTerm> index_terms(std::string_view text);

// Terms that must follow one another. With `prefix` the last one matches every term that begins
// with it.
struct Phrase {
    std::vector<std::string> terms;
    bool prefix = false;
    std::string text = {};  // as it was written

    friend bool operator==(Phrase const &, Phrase const &) = default;
};

// Reads the text of a search. Each word between blanks or Chinese punctuation is a phrase; a text
// in quotation marks ("…", “…”, 「…」, 『…』) is one phrase. A word that ends with an asterisk
// matches every word that begins with it; so does a single Chinese character. Any text is accepted.
std::vector<Phrase> read_phrases(std::string_view text);

// A stretch of a text, in bytes.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(Span const &, Span const &) = default;
};

// Where the phrases occur in the text: in order, without overlap.
std::vector<Span> find_phrases(std::string_view text, std::span<Phrase const> phrases);

// The text on one line, with 【】 around the spans. A text wider than `columns` is cut to a part
// that begins shortly before the first span. Brackets 【】 in the text itself become 〖〗.
std::string mark(std::string_view text, std::span<Span const> spans, std::size_t columns);

}  // namespace dcc
