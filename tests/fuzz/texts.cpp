#include "target.hpp"
#include <dcc/base/digest.hpp>
#include <dcc/base/markdown.hpp>
#include <dcc/base/text.hpp>
#include <dcc/base/word_finder.hpp>
#include <dcc/wording/fill.hpp>

#include <array>
#include <string>

namespace dcc::test {

// What is shown of any text is harmless, and no wider than asked for.
void fuzz(std::string_view input) {
    std::string const text{input};
    for (bool const multiline : {false, true}) {
        auto const shown = printable(text, multiline);
        require(is_utf8(shown), "what is printed is UTF-8");
        require(printable(shown, multiline) == shown, "what is printable stays as it is");
        for (char const c : shown)
            require(static_cast<unsigned char>(c) >= ' ' || (multiline && (c == '\n' || c == '\t')),
                    "nothing controls the terminal");
    }
    for (std::size_t const columns : {1U, 2U, 7U, 40U}) {
        auto const cut = shorten(printable(text), columns);
        require(display_width(cut) <= columns, "a shortened text fits");
        require(is_utf8(cut), "no character is split");
    }
    auto const folded = fold_case(text);
    require(fold_case(folded) == folded, "what is folded stays as it is");
    require(is_utf8(folded) == is_utf8(text), "folding keeps the encoding");
    auto const word = folded_word(text);
    require(folded_word(word) == word, "a folded word stays as it is");
    std::array<std::string, 4> const words{"退款", "log in", "injur*", text.substr(0, 12)};
    WordFinder const finder{words};
    for (auto const &found : {finder.find(text), finder.passed_over(text)})
        for (auto const &[number, span] : found)
            require(number < words.size() && span.begin < span.end && span.end <= text.size(),
                    "a word is found inside the text");
    (void)plain_of_markdown(text);
    require(wording::fill_lines(text, {}).size() <= text.size(), "unknown values add nothing");
    constexpr std::array<std::string_view, 3> candidates{"waiting", "Refund", "退款"};
    (void)nearest(text, candidates);
    if (auto const known = parse_digest(text)) require(hex(*known).size() == 64, "a digest is hex");
}

}  // namespace dcc::test
