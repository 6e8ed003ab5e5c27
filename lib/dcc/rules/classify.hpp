#pragma once

#include <dcc/base/pattern.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/condition.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// The policy's classification rules, made ready once for any number of texts.
class Classifier {
  public:
    // Throws Error{policy} naming the rule's place when a pattern is wrong. The policy must outlive
    // the classifier.
    explicit Classifier(Policy const &policy);
    ~Classifier();
    Classifier(Classifier &&) noexcept;
    Classifier &operator=(Classifier &&) noexcept;

    // The first rule that fits the text and the attributes; none when none does.
    ClassifyRule const *match(std::string_view text, CaseAttributes const &attributes) const;

    // Every rule that fits, in the policy's order: the first decides, the others show what else
    // could have.
    std::vector<ClassifyRule const *> matches(std::string_view text,
                                              CaseAttributes const &attributes) const;

  private:
    struct Ready;
    bool fits(Ready const &ready, std::string_view text, std::string const &folded,
              CaseAttributes const &attributes) const;

    Policy const *policy_;
    std::vector<Ready> rules_;
};

// Impact, urgency and the priority that the policy's matrix gives for them, and what each came
// from.
struct Rating {
    std::string impact;
    std::string urgency;
    std::string priority;
    std::string by;  // "impact high (rule outage), urgency medium (category billing)"
};

// Each of impact and urgency is the first that is said: given with the case, by the rule that
// classified it, by its category, by the policy's default.
Rating rate(Policy const &policy, std::string const &given_impact, std::string const &given_urgency,
            ClassifyRule const *rule, std::string const &category);

}  // namespace dcc::rules
