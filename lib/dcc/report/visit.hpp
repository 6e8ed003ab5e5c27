#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <span>

namespace dcc::report {

// Visits in the order of their beginning, a row each.
Table list_visits(store::Reader &reader, store::VisitQuery const &query);

// The service record of a visit: whom it is for, when and where, what was found and done, and what
// happened to the appointment, of the case's events.
Sheet show_visit(store::Reader &reader, Policy const &policy, Case const &item, Visit const &visit,
                 std::span<Event const> events);

}  // namespace dcc::report
