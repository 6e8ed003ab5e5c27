#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/rules/triage.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dcc::rules {

// What the rules of a policy have to know to classify and rate a case anew. The events that are
// replayed must then have their texts.
struct Reclassifying {
    Classifier const &classifier;
    std::vector<std::string> tags{};  // of the customer
    std::string earlier{};            // the category of the customer's case before
};

// The case that results from its events if the policy had granted its service terms: wherever an
// event grants terms, those of the policy's rule that fits the case at that moment. Category,
// impact, urgency and priority stay as they were recorded, unless they are to be decided anew: then
// wherever a case was opened or triaged, what no person gave is what the policy's rules say.
// A category that a model gave stays where no rule fits. While a case belongs to an incident, it
// has the terms of the rule of the same name, if the policy has one for incidents. `tier` is the
// customer's. `adopted` must know the terms of the policy.
Case replay_under(Policy const &policy, std::span<Event const> events, std::string const &tier,
                  AdoptedTerms &adopted, Reclassifying const *anew = nullptr);

// The life of a case on record, and the one under a policy.
struct TwoLives {
    Case before;
    // Nothing when the policy would each time have granted what was granted: then it differs from
    // `before` in nothing but the names of policy and rule.
    std::optional<Case> after;
};

// Lives through cases twice, the second time only where it makes a difference.
class WhatIf {
  public:
    // `recorded` must know the terms that the desk has adopted, `granted` also those of the policy.
    // All must outlive the object.
    WhatIf(Policy const &policy, AdoptedTerms &recorded, AdoptedTerms &granted)
        : policy_{policy}, recorded_{recorded}, granted_{granted} {}

    TwoLives operator()(std::span<Event const> events, std::string const &tier,
                        Reclassifying const *anew = nullptr);

  private:
    // Whether the rules of two policies grant the same.
    bool is_same(event::TermsRef const &recorded, std::string const &rule);

    struct Compared {
        event::TermsRef recorded;
        std::string rule;
        bool same = false;
    };

    Policy const &policy_;
    AdoptedTerms &recorded_;
    AdoptedTerms &granted_;
    std::vector<Compared> compared_;
};

}  // namespace dcc::rules
