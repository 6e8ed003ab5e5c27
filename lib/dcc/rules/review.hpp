#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/same_person.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dcc::rules {

// The first rule of the policy that requires a review of a solution of that cost, for the case of a
// customer of that tier; nullptr when none does. A cost in another currency than the rule's limit
// cannot be compared and counts as above it. A case without a category is classified by the
// policy's rules first. Throws Error{policy} when a pattern of these rules is invalid.
ReviewRule const *review_rule(Policy const &policy, Case const &item, std::string const &tier,
                              std::optional<Money> const &cost);

// Refuses as "review_required" when the policy requires a review and the case has no confirmed
// solution.
std::optional<Refusal> refuse_unreviewed(Policy const &policy, Case const &item,
                                         std::string const &tier);

// The people with a reviewing role who did not write the solution.
std::vector<std::string> reviewers(Policy const &policy, std::span<Doer const> authors,
                                   Users users);

// Refuses as "not_reviewer" when the person has no reviewing role, and as "own_work" when they
// wrote the solution, under any name of theirs.
std::optional<Refusal> refuse_reviewer(Policy const &policy, Solution const &solution,
                                       std::span<Doer const> authors, Doer const &reviewer,
                                       Users users);

// Refuses as "unknown_check" an item that is not in the policy's checklist, as "answered_twice" an
// item with two answers, as "unanswered" a missing answer, and as "check_failed" an approval with
// an item answered no.
std::optional<Refusal> refuse_checklist(Policy const &policy,
                                        std::vector<event::CheckAnswer> const &answers,
                                        bool approve);

}  // namespace dcc::rules
