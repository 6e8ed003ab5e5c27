#pragma once

#include <dcc/base/pattern.hpp>
#include <dcc/base/word_finder.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/place.hpp>
#include <dcc/policy/service.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// The subject and the body of a request as one text, on which rules are tried. No word goes on from
// one to the other.
std::string request_text(std::string_view subject, std::string_view body);

// The text tests of a list of rules, prepared once for any number of texts: the words of all rules
// are looked for together. Patterns see the text as it is written.
class TextTests {
  public:
    // `kind` names the rules in errors: "classify". Throws Error{policy} with the place of the rule
    // when a pattern is invalid. Each rule has a name, a place and a text.
    template <class Rules>
    TextTests(std::string_view kind, Rules const &rules) {
        for (auto const &rule : rules) add(kind, rule.name, rule.place, rule.text);
        prepare();
    }

    // A text in which the words were looked for. The text must outlive it.
    struct Reading {
        std::string_view text;
        std::size_t subject_end;  // of a text that request_text() has made; else that of the text
        std::vector<WordHit> hits;
    };
    Reading read(std::string_view text) const;

    // What the test of rule `index` finds in the text, empty when it asks for nothing; nothing when
    // the text does not pass.
    std::optional<std::vector<event::RuleMatch>> try_on(Reading const &reading,
                                                        std::size_t index) const;

    // Where letters of a word that is looked for stand in the text without being that word: marked
    // with 【】 in a short part of the text.
    std::vector<event::RuleMatch> passed_over(std::string_view text) const;

  private:
    struct Ready {
        std::string name;
        std::vector<std::size_t> words;  // by their numbers in words_
        std::vector<std::size_t> subject;
        std::vector<std::size_t> all_words;
        std::vector<std::size_t> unless_words;
        std::vector<std::pair<std::string, Pattern>> patterns;
        std::vector<Pattern> unless_patterns;
    };

    void add(std::string_view kind, std::string const &name, Place const &place,
             TextTest const &test);
    void prepare();

    std::vector<Ready> rules_;
    std::vector<std::string> words_;  // of all rules
    PatternBudget budget_;
    WordFinder finder_;
};

}  // namespace dcc::rules
