#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

#include <span>

namespace dcc::report {

// One case: what it is, its assignee, what is due next, its clocks and, of the events given, the
// last eight.
Sheet show_case(store::Reader &reader, rules::AdoptedTerms &adopted, Policy const &policy,
                Case const &item, std::span<Event const> events, Instant now);

}  // namespace dcc::report
