#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

#include <optional>

namespace dcc::report {

// The root causes of the complaints received in a period, the most frequent first (Pareto): how
// many complaints, their share of those with a cause with its Wilson score interval, the share of
// this cause and all above it in the table, in how many complaints it contributed, and the remedies
// that were granted for the complaints that it caused, by currency.
//
// With `depth`, causes that lie deeper in the tree count for the one above them at that depth; 1 is
// the top. A contributing cause counts once for a complaint, and not where it is the root cause.
// In the groups of scope.by, shares are of the complaints with a cause in each. Compared are the
// shares. The cases are the complaints, each with its causes.
Sheet causes(store::Reader &reader, Policy const &policy, Scope const &scope,
             std::optional<int> depth);

}  // namespace dcc::report
