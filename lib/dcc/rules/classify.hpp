#pragma once

#include <dcc/base/pattern.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/condition.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// The classification rules of a policy, with patterns compiled once for any number of texts.
class Classifier {
  public:
    // Throws Error{policy} with the place of the rule when a pattern is invalid. The policy must
    // outlive the classifier.
    explicit Classifier(Policy const &policy);
    ~Classifier();
    Classifier(Classifier &&) noexcept;
    Classifier &operator=(Classifier &&) noexcept;

    // The first rule that matches the text and the attributes; nullptr when there is none.
    ClassifyRule const *match(std::string_view text, CaseAttributes const &attributes) const;

    // Every rule that matches, in the order of the policy. The first one decides; the others are
    // shown as alternatives.
    std::vector<ClassifyRule const *> matches(std::string_view text,
                                              CaseAttributes const &attributes) const;

  private:
    struct Ready;
    bool fits(Ready const &ready, std::string_view text, std::string const &folded,
              CaseAttributes const &attributes) const;

    Policy const *policy_;
    std::vector<Ready> rules_;
};

// Impact, urgency, the priority that the policy's matrix gives for them, and the source of each.
struct Rating {
    std::string impact;
    std::string urgency;
    std::string priority;
    std::string by;  // "impact high (rule outage), urgency medium (category billing)"
};

// Impact and urgency each come from the first of these that has one: the value given with the case,
// the rule that classified it (may be nullptr), its category, the policy's default. The priority is
// empty when the matrix has no entry.
Rating rate(Policy const &policy, std::string const &given_impact, std::string const &given_urgency,
            ClassifyRule const *rule, std::string const &category);

}  // namespace dcc::rules
