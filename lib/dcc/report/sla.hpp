#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// Service levels, for each kind of clock and each group: how many clocks were met, breached or are
// running, the share met of those met or breached, and median, 90th percentile and mean of the
// working time they took.
//
// Basis: the service terms that each case was given. Met: ended in time. Breached: ended late, or
// not ended and the deadline has passed. Running: not ended, and the deadline has not passed, is
// paused or does not exist. Times are of clocks that ended, on each clock's calendar, without
// pauses. Clocks that were cancelled in time are not counted.
Sheet sla(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
