#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

#include <functional>

namespace dcc::report {

// The facts of all cases, one flat row each, for programs that analyse data. The columns are a
// contract: dcc-report(1) lists them, and the last ones are the fields of the policy. No row has a
// personal text.

// The columns, without rows.
Table facts_table(Policy const &policy);

// Visits the row of each case received in the scope that its filter accepts, in the order of that
// time, as it was at scope.as_of, until it returns false. One row is in memory at a time, besides
// the numbers of the cases that have changed since and of those that have answers.
void each_fact(store::Reader &reader, Policy const &policy, Scope const &scope,
               std::function<bool(std::vector<Cell> &&)> const &visit);

}  // namespace dcc::report
