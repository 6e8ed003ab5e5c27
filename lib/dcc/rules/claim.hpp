#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>

namespace dcc::rules {

// Checks an event that an imported file claims, as the use cases check what people do, so that a
// file cannot make a case that no person could make. `item` is the case before the event. Parts are
// numbered in order, what the event is about exists and is in a state that allows it, figures are
// in range, digests agree with the texts, and the policy knows the words and people. Texts may be
// missing, since they can have been erased. Refused as "bad_history", or as the policy's words and
// figures are refused.
//
// The lifecycle, the order of times and references to other cases are not checked here.
std::optional<Refusal> refuse_claim(Policy const &policy, Case const &item, Event const &event);

}  // namespace dcc::rules
