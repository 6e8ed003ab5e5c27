#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// The history of the cases in scope, replayed as if the policy had granted their service terms: its
// rules, targets, pauses, conventions and calendars (rules::replay_under). For each kind of clock
// and each group: how many deadlines were met and missed as recorded and under the policy, how many
// would newly be met or missed, and how many stay as they are. With `list`, also the clocks that
// change. Nothing is written.
//
// People's work is as it was: who answered when does not change with a deadline. Category and
// priority are as recorded, tiers are those that customers have now. Clocks are compared by case,
// kind and instance; a clock that runs and is not late counts as neither met nor missed.
Sheet simulate(store::Reader &reader, Policy const &policy, Scope const &scope, bool list);

}  // namespace dcc::report
