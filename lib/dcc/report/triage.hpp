#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// How the service cases received in a time were classified and rated, as of scope.as_of: for each
// classification rule its cases, and those to which people then gave another category; for each
// person the priorities that they gave in place of the policy's, above and below it; in the groups
// of scope.by. Compared are the shares of priorities given by people and of cases corrected. The
// cases are those that were triaged.
Sheet triage(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
