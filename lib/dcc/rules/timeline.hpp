#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <span>

namespace dcc::rules {

// Applies an event to a case. Commands, rebuild, verify, replay and reports about the past all
// use this function. Clocks start, pause, move and end here. Events must come in the order of
// `seq`, and their times must not decrease. Events that are not about cases have no effect on its
// state.
void apply(Case &item, Event const &event, AdoptedTerms &adopted);

// Applies an event to a customer.
void apply(Customer &customer, Event const &event);

// The case that results from all its events, or from the first ones. Those that a later one of them
// withdraws (EventWithdrawn) do not count; apply() cannot leave them out.
Case replay(std::span<Event const> events, AdoptedTerms &adopted);

}  // namespace dcc::rules
