#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// Backlog and its change, by group: cases open at the start of the time asked for, what was opened,
// reopened and solved (or ended without a solution) in it, and what is open at its end, with the
// ages of those. In every row and in the sum: opened + reopened - solved = change, and with a team
// as a dimension, + taken over - passed on.
//
// Here scope.from and scope.before bound the time looked at, not when cases were received. Without
// `from` it begins with the desk; without `before` it ends at as_of. Ages count from when the case
// reached us.
Sheet backlog(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
