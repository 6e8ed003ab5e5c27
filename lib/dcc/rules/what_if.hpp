#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <span>
#include <string>

namespace dcc::rules {

// The case that results from its events if the policy had granted its service terms: wherever an
// event grants terms, those of the policy's rule that fits the case at that moment. Category,
// impact, urgency and priority stay as they were recorded. While a case belongs to an incident, it
// has the terms of the rule of the same name, if the policy has one for incidents. `tier` is the
// customer's. `adopted` must know the terms of the policy.
Case replay_under(Policy const &policy, std::span<Event const> events, std::string const &tier,
                  AdoptedTerms &adopted);

}  // namespace dcc::rules
