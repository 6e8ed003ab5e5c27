#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// Service levels: for each kind of clock and group how many were met, breached and run on, the
// share met of those decided, and median, 90th percentile and mean of the working time they took.
//
// Basis: the service terms that each case was given. Met: ended in time. Breached: ended late, or
// not ended with the deadline past. Running: not ended, the deadline to come, paused or without a
// target. Times are those of clocks that ended, on each clock's own calendar, pauses taken out.
// Clocks that were cancelled in time are not counted.
Sheet sla(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
