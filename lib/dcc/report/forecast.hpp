#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/scope.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::report {

// What is expected of deadlines that come near.
struct Expected {
    double done = 0;          // clocks that are expected to end until the last instant
    std::int64_t missed = 0;  // deadlines that pass before that
};

// Deadlines that will be missed when clocks end at the rate of earlier weeks and the earliest
// deadline comes first. `due` are the deadlines and `ended` the ends of clocks in the same hours of
// so many earlier weeks, both ascending and in seconds after the present; in each week ended /
// weeks clocks end on average. A deadline is kept when by then as many ends are expected as
// deadlines were kept, this one included.
Expected expected(std::span<std::int64_t const> due, std::span<std::int64_t const> ended,
                  int weeks);

// The clocks that run at scope.as_of and are due until scope.ahead after it, by kind, and how many
// of them would be missed at the rate of the same hours in the four weeks before, or as many whole
// weeks as the desk has. A row for each kind with a deadline then.
Table forecast(store::Reader &reader, Scope const &scope);

}  // namespace dcc::report
