#pragma once

#include <dcc/base/search_terms.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The form in which words are compared: fold_case(), traditional Chinese characters as simplified
// ones, each run of blanks as one blank, without blanks at the ends. The asterisk of a stem stays.
// Empty when the word shows nothing.
std::string folded_word(std::string_view word);

// A word that occurs in a text, and where.
struct WordHit {
    std::size_t word = 0;  // its number in the list
    Span span;             // in bytes of the text
};

// Finds the words of a list in texts, all in one pass (Aho and Corasick). A word is found where it
// stands as a word:
//  - A letter, mark or digit at its ends has none of its kind beside it; so "log in" is not in
//    "catalog in". With an asterisk at the end, "injur*", it goes on freely.
//  - A Chinese word is no word where the text around it is more probably cut through it: 起火 in
//    一起火锅 is 一起 and 火锅. Probabilities are those of common words and of the list itself.
//  - In other scripts without blanks between words, and in Korean, a word is found anywhere.
// A blank in a word stands for any run of blanks; a line end alone between Chinese characters is no
// boundary. What folds alike is alike: see folded_word().
class WordFinder {
  public:
    WordFinder();
    // Words that fold to nothing are never found.
    explicit WordFinder(std::span<std::string const> words);
    ~WordFinder();
    WordFinder(WordFinder &&) noexcept;
    WordFinder &operator=(WordFinder &&) noexcept;

    // The first place of each word that occurs in the text, in the order of the words; of a stem,
    // to the end of the word in the text.
    std::vector<WordHit> find(std::string_view text) const;

    // The first place of each word that does not occur, but whose letters do.
    std::vector<WordHit> passed_over(std::string_view text) const;

  private:
    class Impl;
    std::unique_ptr<Impl const> impl_;
};

}  // namespace dcc
