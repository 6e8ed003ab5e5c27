#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// Backlog and its change, by group: the cases open at the start of a period, those opened, reopened
// and solved (or ended without a solution) in it, and those open at its end, with their ages. In
// every row and in the sum: opened + reopened - solved = change; with the team as a dimension,
// + taken over - passed on.
//
// Here scope.from and scope.before bound the period, not when cases were received. Without `from`
// it begins with the desk; without `before` it ends at as_of. Ages count from when the case was
// received.
Sheet backlog(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
