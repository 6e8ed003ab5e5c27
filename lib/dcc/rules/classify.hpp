#pragma once

#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/text_tests.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// A rule that matches a case, and what it found in the text.
template <class Rule>
struct Fitting {
    Rule const *rule = nullptr;
    std::vector<event::RuleMatch> found;
};

// The rules of a policy that classify cases and raise their rating, prepared once for any number of
// texts.
class Classifier {
  public:
    // Throws Error{policy} with the place of the rule when a pattern is invalid. The policy must
    // outlive the classifier.
    explicit Classifier(Policy const &policy);

    // The first classification rule that matches the text and the attributes; nothing when there is
    // none.
    std::optional<Fitting<ClassifyRule>> match(std::string_view text,
                                               CaseAttributes const &attributes) const;

    // Every one that matches, in the order of the policy. The first one decides; the others are
    // shown as alternatives.
    std::vector<Fitting<ClassifyRule>> matches(std::string_view text,
                                               CaseAttributes const &attributes) const;

    // Every rule that raises such a case, in the order of the policy; `repeat`: it repeats an
    // earlier case.
    std::vector<Fitting<RaiseRule>> raises(std::string_view text, CaseAttributes const &attributes,
                                           bool repeat) const;

    // Where letters of a word of the rules stand in the text without being that word: marked with
    // 【】 in a short part of the text.
    std::vector<event::RuleMatch> passed_over(std::string_view text) const;

  private:
    Policy const *policy_;
    TextTests classify_;
    TextTests raises_;
};

// Impact, urgency, the priority that the policy's matrix gives for them, and the source of each.
struct Rating {
    std::string impact;
    std::string urgency;
    std::string priority;
    std::string by;  // "impact high (rule outage), urgency high (category billing, raised from …)"
    std::vector<event::Raised> raised;
    std::vector<event::RuleMatch> found;  // by the rules that raised
};

// Impact and urgency each come from the first of these that has one: the value given with the case,
// the rule that classified it (may be nullptr), its category, the policy's default. One that is not
// given is then raised by `raises`, as is the priority of the matrix: see RaiseRule. The priority
// is empty when the matrix has no entry.
Rating rate(Policy const &policy, std::string const &given_impact, std::string const &given_urgency,
            ClassifyRule const *rule, std::string const &category,
            std::span<Fitting<RaiseRule> const> raises = {});

// How many levels `level` is above the one it stands for: positive when it is higher. Levels are in
// the policy's order, the highest first; an unknown one is not compared.
int steps_above(std::span<std::string const> levels, std::string_view level, std::string_view than);

}  // namespace dcc::rules
