#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/survey.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>

namespace dcc::rules {

// Refuses a customer's answer to a survey when a figure is out of range or given twice
// ("bad_score"), or when the policy does not have the dimension or the channel.
std::optional<Refusal> refuse_answer(Policy const &policy, event::FeedbackGiven const &given);

}  // namespace dcc::rules
