#include <dcc/base/error.hpp>
#include <dcc/base/text.hpp>
#include <dcc/rules/classify.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {

struct Classifier::Ready {
    ClassifyRule const *rule;
    std::vector<std::string> words;  // folded
    std::vector<Pattern> patterns;
};

Classifier::Classifier(Policy const &policy) : policy_{&policy} {
    rules_.reserve(policy.classify.size());
    PatternBudget budget;
    for (auto const &rule : policy.classify) {
        auto &ready = rules_.emplace_back(Ready{&rule, {}, {}});
        for (auto const &word : rule.words) ready.words.push_back(fold_case(word));
        for (auto const &pattern : rule.patterns) try {
                budget.take(ready.patterns.emplace_back(pattern));
            } catch (Error const &error) {
                throw Error{ErrorKind::policy,
                            fmt::format("{}: classify \"{}\": pattern \"{}\": {}",
                                        rule.place.text(), rule.name, pattern, error.what())};
            }
    }
}

Classifier::~Classifier() = default;
Classifier::Classifier(Classifier &&) noexcept = default;
Classifier &Classifier::operator=(Classifier &&) noexcept = default;

bool Classifier::fits(Ready const &ready, std::string_view text, std::string const &folded,
                      CaseAttributes const &attributes) const {
    if (!holds(ready.rule->when, attributes, *policy_)) return false;
    if (ready.words.empty() && ready.patterns.empty()) return true;
    return std::ranges::any_of(
               ready.words,
               [&](auto const &word) { return folded.find(word) != std::string::npos; }) ||
           std::ranges::any_of(ready.patterns,
                               [&](auto const &pattern) { return pattern.found_in(text); });
}

ClassifyRule const *Classifier::match(std::string_view text,
                                      CaseAttributes const &attributes) const {
    auto const folded = fold_case(text);
    for (auto const &ready : rules_)
        if (fits(ready, text, folded, attributes)) return ready.rule;
    return nullptr;
}

std::vector<ClassifyRule const *> Classifier::matches(std::string_view text,
                                                      CaseAttributes const &attributes) const {
    auto const folded = fold_case(text);
    std::vector<ClassifyRule const *> found;
    for (auto const &ready : rules_)
        if (fits(ready, text, folded, attributes)) found.push_back(ready.rule);
    return found;
}

Rating rate(Policy const &policy, std::string const &given_impact, std::string const &given_urgency,
            ClassifyRule const *rule, std::string const &category) {
    auto const *node = policy.category(category);
    auto const first = [&](std::string const &given, std::string const &by_rule,
                           std::string const &by_category, std::string const &fallback) {
        if (!given.empty()) return std::pair{given, std::string{"given"}};
        if (!by_rule.empty()) return std::pair{by_rule, fmt::format("rule {}", rule->name)};
        if (!by_category.empty())
            return std::pair{by_category, fmt::format("category {}", category)};
        return std::pair{fallback, std::string{"default"}};
    };
    std::string const none;
    auto const [impact, impact_by] = first(given_impact, rule ? rule->impact : none,
                                           node ? node->impact : none, policy.default_impact);
    auto const [urgency, urgency_by] = first(given_urgency, rule ? rule->urgency : none,
                                             node ? node->urgency : none, policy.default_urgency);
    auto const found = policy.matrix.find({impact, urgency});
    return {impact, urgency, found == policy.matrix.end() ? std::string{} : found->second,
            fmt::format("impact {} ({}), urgency {} ({})", impact, impact_by, urgency, urgency_by)};
}

}  // namespace dcc::rules
