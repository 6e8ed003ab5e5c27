#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// The first rule of the policy that asks for a review of a solution of that cost, for a case of a
// customer of that tier. Nothing when none does. An amount in another currency than the rule's
// cannot be compared and counts as above it; a case that was not classified yet counts as what the
// policy's rules would make of it. Throws Error{policy} when a pattern of theirs is wrong.
ReviewRule const *review_rule(Policy const &policy, Case const &item, std::string const &tier,
                              std::optional<Money> const &cost);

// Refused as "review_required" when the policy asks for a review that the case's solution has not
// passed and been confirmed after.
std::optional<Refusal> refuse_unreviewed(Policy const &policy, Case const &item,
                                         std::string const &tier);

// The people whose roles review and who did not write the solution.
std::vector<std::string> reviewers(Policy const &policy, std::string_view author);

// Refused as "not_reviewer" when none of the person's roles reviews, as "own_work" when they wrote
// the solution.
std::optional<Refusal> refuse_reviewer(Policy const &policy, Solution const &solution,
                                       std::string_view actor);

// Refused as "unknown_check" for an item that the policy's checklist does not have,
// "answered_twice" for one answered twice, "unanswered" when one is left out, "check_failed" when a
// solution is to be approved with an item answered no.
std::optional<Refusal> refuse_checklist(Policy const &policy,
                                        std::vector<event::CheckAnswer> const &answers,
                                        bool approve);

}  // namespace dcc::rules
