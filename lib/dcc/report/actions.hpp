#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// The improvement actions planned in a period, and whether those that were carried out had an
// effect: the complaints of their causes per 1,000 service cases in a window before the action was
// planned and in one of the same length after it was done, and the difference of the two rates with
// Newcombe's interval. The window is 90 days, or the time since the action was done if that is
// shorter; under 7 days there is none.
//
// "better" is an interval below 0, "worse" one above it; anything else is "cannot tell yet". So is
// what would not hold if the complaints without a cause had one of the action's, those after it for
// "better" and those before it for "worse". A complaint is of a cause when its root cause is that
// one or lies below it. Conditions are those of the action's case. Conditions are on the action's
// case: its team and its owner. scope.by is not used.
Sheet actions(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
