#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/quality.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc::rules {

// What a reviewer found in a case.
struct ReviewGiven {
    std::vector<std::pair<std::string, int>> points;  // of each criterion of the form
    std::string fault;                                // a grade of the policy; empty: none
    std::string comment;
};

// The review of a case by the policy's form. Refused as "no_form" when the policy has none,
// "not_resolved" while the case is open or when it was cancelled, "unknown_item", "given_twice",
// "bad_points", "missing_item" when a criterion has no points, "unknown_grade".
Outcome<event::QualityScored> review_of(Policy const &policy, Case const &item,
                                        ReviewGiven const &given);

// That the next step after the fault of a review is done: of that review, or else of the newest one
// with steps left. Refused as "no_steps" when none is left, "unknown_step", "out_of_order".
Outcome<event::FaultStepDone> fault_step_of(Case const &item, std::optional<int> review,
                                            std::string const &step);

// Refuses a training without a topic in one line, of nobody, of somebody who is not on the staff
// list ("unknown_person"), or about no category of the policy ("unknown_category").
std::optional<Refusal> refuse_training(Policy const &policy,
                                       event::TrainingRecorded const &training);

}  // namespace dcc::rules
