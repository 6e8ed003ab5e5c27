#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// The tasks of a case, in order, with who is accountable, consulted and informed by the policy.
Table tasks_of(Policy const &policy, Case const &item, Instant now);

// The tasks of a query, the earliest deadline first.
Table list_tasks(store::Reader &reader, Policy const &policy, store::TaskQuery const &query,
                 Instant now);

// Who is responsible, accountable, consulted and informed, by the policy, of each step that is
// possible now.
Table responsibilities(Policy const &policy, Case const &item);

}  // namespace dcc::report
