#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// A piece of a text by which it is found, and where it stands in the text (in bytes).
struct IndexTerm {
    std::string text;  // folded, see fold_case(); letters and digits only
    std::size_t begin = 0;
    std::size_t own_end = 0;  // where its first character ends, or the word
    std::size_t end = 0;
};

// The terms of a text in order. In scripts that are written without blanks between words (Chinese,
// Japanese, Korean, Thai, …) each character makes a term with the character after it, or alone at
// the end of a run; so a word of such a script occurs in a text exactly where its pairs follow one
// another. In other scripts a word is a term (of its first 64 characters). Marks, symbols and
// ill-formed bytes only separate.
std::vector<IndexTerm> index_terms(std::string_view text);

// Terms that must follow one another. With `prefix` the last one stands for all that begin so.
struct Phrase {
    std::vector<std::string> terms;
    bool prefix = false;
    std::string text = {};  // as it was written

    friend bool operator==(Phrase const &, Phrase const &) = default;
};

// What somebody searches for: words between blanks or Chinese punctuation, each a phrase; what
// stands between quotation marks ("…", “…”, 「…」) is one phrase. A word with an asterisk at its
// end stands for all that begin so, as does a single character of Chinese. Nothing in the text can
// be wrong.
std::vector<Phrase> read_phrases(std::string_view text);

// A stretch of a text, in bytes.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(Span const &, Span const &) = default;
};

// Where the phrases occur in the text: in order, without overlap.
std::vector<Span> find_phrases(std::string_view text, std::span<Phrase const> phrases);

// The text on one line with 【】 around the stretches; when it is wider than `columns`, a part of
// it that begins shortly before the first of them. Such brackets of the text itself become 〖〗.
std::string mark(std::string_view text, std::span<Span const> spans, std::size_t columns);

}  // namespace dcc
