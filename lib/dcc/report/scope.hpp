#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/grouping.hpp>
#include <dcc/store/reader.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dcc::report {

// Which cases a report counts, and the instant whose state it shows.
struct Scope {
    std::optional<Instant> from;    // received at or after
    std::optional<Instant> before;  // received before
    Instant as_of;
    std::vector<Dimension> by;
};

// Visits every clock of a kind, of the cases in scope, as it was at scope.as_of. Attributes that
// scope.by does not name may be empty. Clocks of cases
// with later events are replayed from the events; all others are read from the tables. The
// instances of one case come together and in order.
void each_clock(store::Reader &reader, Scope const &scope, ClockKind kind,
                std::function<void(store::Reader::ClockSample const &)> const &visit);

// The bounds of a report, for its head.
Columns<Scope> scope_columns();

// "received 2026-06-01 to 2026-06-30, as of 2026-07-01 09:00 (Asia/Shanghai)"
std::string describe(Scope const &scope, Policy const &policy);

}  // namespace dcc::report
