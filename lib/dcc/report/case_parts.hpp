#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/store/reader.hpp>

#include <span>
#include <vector>

namespace dcc::report {

// The parts of one case, as its sheet shows them.

// Every version of the solution, with its review.
Table versions_of(std::span<Event const> events);

// A row for each visit.
Table visits_of(Case const &item);

// A row for each message to the customer.
Table messages_of(Case const &item);

// A row for each message about the case to people of the staff.
Table alerts_of(Case const &item);

// A row for each resolution that the customer has rated.
Table feedback_of(Case const &item);

// All events of a case, and what was said in the cases that were merged into it, in order of time.
std::vector<Event> with_merged(store::Reader &reader, std::span<Event const> events);

// The cases that this one is linked with, and how.
Table linked_with(store::Reader &reader, Case const &item);

}  // namespace dcc::report
