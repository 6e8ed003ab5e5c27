#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

#include <span>

namespace dcc::report {

// One case: its facts, assignee, next deadline, clocks, other parts, and the last eight of the
// given events, among what was said in the cases that were merged into it. `now` decides the state
// of its clocks.
Sheet show_case(store::Reader &reader, rules::AdoptedTerms &adopted, Policy const &policy,
                Case const &item, std::span<Event const> events, Instant now);

}  // namespace dcc::report
