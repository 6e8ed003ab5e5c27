#pragma once

#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <span>

namespace dcc::rules {

// What an event makes of a case: the one function that live commands, rebuilding, replay under
// another policy and reports of the past all use. Clocks start, pause, move and end here. Events
// must come in the order of their `seq`, with times that do not run backwards; kinds that are not
// about cases change nothing.
void apply(Case &item, Event const &event, AdoptedTerms &adopted);

// What an event makes of a customer.
void apply(Customer &customer, Event const &event);

// A case from all its events.
Case replay(std::span<Event const> events, AdoptedTerms &adopted);

}  // namespace dcc::rules
