#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/condition.hpp>

#include <optional>
#include <string>

namespace dcc::report {

// A request that nobody has to open, to see what the policy makes of it.
struct TrialRequest {
    std::string text;
    rules::CaseAttributes known;  // without category and priority
    GivenRating given;
    bool repeat = false;  // as if it repeated an earlier case
};

// What triage would decide on a request, and why: the rule that classifies it and what it found,
// the rating and what raised it, the other rules that match, and where letters of a word of the
// policy stand in the text without being that word, marked with 【】. Throws Error{policy} as
// rules::Classifier does.
Sheet trial(Policy const &policy, TrialRequest const &request);

// Refuses what the policy does not have: a channel, a tier, a category of the customer's case
// before, or a rating.
std::optional<Refusal> refuse_trial(Policy const &policy, TrialRequest const &request);

}  // namespace dcc::report
