#pragma once

#include <dcc/calendar/zone.hpp>
#include <dcc/policy/complaints.hpp>

namespace dcc::rules {

// A period [from, before).
struct Span {
    Instant from;
    Instant before;
};

// The calendar month, quarter or year of the zone that the instant lies in.
Span period_of(BudgetPeriod period, Instant at, Zone const &zone);

}  // namespace dcc::rules
