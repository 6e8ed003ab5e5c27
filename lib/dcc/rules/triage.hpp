#pragma once

#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/classify.hpp>

#include <string>

namespace dcc::rules {

// The part of triage that the rules of a policy decide. What a person gives, now or in an earlier
// event, stays.

// What triage knows besides the case.
struct TriageInput {
    GivenRating given;     // by a person, now
    std::string text;      // request_text() of the case
    CaseAttributes known;  // of the case and its customer, without category and priority
};

// The category: the one that is given, else that of the first rule that matches, else the one that
// the case has. Sets category, category_by, rule, rule_place and matched of the event. Gives the
// rule that decided, which belongs to the policy of the classifier; null when none did.
ClassifyRule const *classify(Classifier const &classifier, Case const &item,
                             TriageInput const &input, event::Triaged &triaged);

// Impact, urgency and priority of a case with the category of the event, which `rule` decided, and
// with what the event says that it repeats. Sets these, raised, priority_by and policy_priority,
// and adds to matched.
void rate(Policy const &policy, Classifier const &classifier, Case const &item,
          TriageInput const &input, ClassifyRule const *rule, event::Triaged &triaged);

}  // namespace dcc::rules
