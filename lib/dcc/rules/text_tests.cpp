#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/rules/text_tests.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

constexpr std::size_t excerpt_columns = 32;
constexpr std::size_t found_columns = 200;  // a pattern may find all of a text

// A word may go on after a blank or a line's end, but not after this.
constexpr std::string_view between = "\n|\n";

}  // namespace

std::string request_text(std::string_view subject, std::string_view body) {
    std::string text{subject};
    if (!body.empty()) text.append(between).append(body);
    return text;
}

void TextTests::add(std::string_view kind, std::string const &name, Place const &place,
                    TextTest const &test) {
    auto &ready = rules_.emplace_back();
    ready.name = name;
    auto const take_words = [&](std::vector<std::string> const &words,
                                std::vector<std::size_t> &numbers) {
        for (auto const &word : words) {
            numbers.push_back(words_.size());
            words_.push_back(word);
        }
    };
    take_words(test.words, ready.words);
    take_words(test.subject, ready.subject);
    take_words(test.all_words, ready.all_words);
    take_words(test.unless_words, ready.unless_words);
    auto const prepared = [&](std::string const &pattern) {
        try {
            Pattern made{pattern};
            budget_.take(made);
            return made;
        } catch (Error const &error) {
            throw Error{ErrorKind::policy, say("{}: {} \"{}\": pattern \"{}\": {}", place.text(),
                                               kind, name, pattern, error.what())};
        }
    };
    for (auto const &pattern : test.patterns)
        ready.patterns.emplace_back(pattern, prepared(pattern));
    for (auto const &pattern : test.unless_patterns)
        ready.unless_patterns.push_back(prepared(pattern));
}

void TextTests::prepare() {
    finder_ = WordFinder{words_};
}

TextTests::Reading TextTests::read(std::string_view text) const {
    return {text, std::min(text.find(between), text.size()), finder_.find(text)};
}

std::optional<std::vector<event::RuleMatch>> TextTests::try_on(Reading const &reading,
                                                               std::size_t index) const {
    auto const &rule = rules_[index];
    auto const hit_of = [&](std::size_t word) -> WordHit const * {
        auto const hit = std::ranges::lower_bound(reading.hits, word, {}, &WordHit::word);
        return hit != reading.hits.end() && hit->word == word ? &*hit : nullptr;
    };
    std::vector<event::RuleMatch> found;
    auto const add = [&](std::string const &by, dcc::Span const &span) {
        auto const text = reading.text.substr(span.begin, span.end - span.begin);
        found.push_back({rule.name, by, shorten(text, found_columns)});
    };
    // The word that stands first is the one that people see first.
    WordHit const *first = nullptr;
    auto const look_for = [&](std::vector<std::size_t> const &words, std::size_t end) {
        for (auto const word : words)
            if (auto const *hit = hit_of(word);
                hit && hit->span.end <= end && (!first || hit->span.begin < first->span.begin))
                first = hit;
    };
    look_for(rule.words, reading.text.size());
    look_for(rule.subject, reading.subject_end);
    bool any = first != nullptr;
    if (first) add(words_[first->word], first->span);
    for (auto const &[text, pattern] : rule.patterns) {
        if (any) break;
        if (auto const span = pattern.find_in(reading.text)) {
            add(text, *span);
            any = true;
        }
    }
    if (!any && (!rule.words.empty() || !rule.subject.empty() || !rule.patterns.empty()))
        return std::nullopt;
    for (auto const word : rule.all_words) {
        auto const *hit = hit_of(word);
        if (!hit) return std::nullopt;
        add(words_[word], hit->span);
    }
    if (std::ranges::any_of(rule.unless_words, hit_of) ||
        std::ranges::any_of(rule.unless_patterns,
                            [&](Pattern const &pattern) { return pattern.found_in(reading.text); }))
        return std::nullopt;
    return found;
}

std::vector<event::RuleMatch> TextTests::passed_over(std::string_view text) const {
    std::vector<event::RuleMatch> matches;
    auto const hits = finder_.passed_over(text);
    for (auto const &rule : rules_)
        for (auto const *words : {&rule.words, &rule.subject, &rule.all_words})
            for (auto const word : *words) {
                auto const hit = std::ranges::lower_bound(hits, word, {}, &WordHit::word);
                if (hit == hits.end() || hit->word != word) continue;
                matches.push_back(
                    {rule.name, words_[word], mark(text, {&hit->span, 1}, excerpt_columns)});
            }
    return matches;
}

}  // namespace dcc::rules
