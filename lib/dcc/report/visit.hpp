#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <span>

namespace dcc::report {

// A row for each visit, in the order of their start.
Table list_visits(store::Reader &reader, store::VisitQuery const &query);

// The service record of a visit: its customer, time and place, findings and work, and those of the
// case's events that are about it.
Sheet show_visit(store::Reader &reader, Policy const &policy, Case const &item, Visit const &visit,
                 std::span<Event const> events);

}  // namespace dcc::report
