#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

#include <cstdint>
#include <functional>

namespace dcc::report {

// What a simulation does besides counting.
struct SimulateOptions {
    bool list = false;  // also give the clocks that change
    // Category, impact, urgency and priority are those that the rules of the policy give, where no
    // person gave them. Needs the texts of the requests, and so the master key of a protected desk.
    bool reclassify = false;
    std::function<void(std::int64_t cases)> progress{};  // is told of each case that is replayed
};

// The history of the cases in scope, replayed as if the policy had granted their service terms: its
// rules, targets, pauses, conventions and calendars (rules::WhatIf). For each kind of clock and
// each group: how many deadlines were met and missed as recorded and under the policy, how many
// would newly be met or missed, and how many stay as they are. Nothing is written.
//
// People's work is as it was: who answered when does not change with a deadline, nor does who had a
// case. Category and priority are as recorded unless they are decided anew; groups are by those on
// record. A case whose request was erased keeps what is on record. Tiers, tags and the case before
// are those that customers have now. Clocks are compared by case, kind and instance; a clock that
// runs and is not late counts as neither met nor missed.
Sheet simulate(store::Reader &reader, Policy const &policy, Scope const &scope,
               SimulateOptions const &options);

}  // namespace dcc::report
