#pragma once

#include <dcc/report/scope.hpp>
#include <dcc/stats/proportion.hpp>

#include <optional>
#include <string>

namespace dcc::report {

// A period of time, without its last instant.
struct Bounds {
    Instant from;
    Instant before;
};

// The period that [from, before) is compared with. For `year` it has the same dates of the year
// before, where February 29th becomes the 28th. For `previous` it has the months before, if the
// period is made up of whole months of the zone; else the same times of day as many days before as
// the period has, the last one begun; and when it does not begin at midnight, the same length just
// before it.
Bounds earlier_of(Comparison comparison, Bounds period, Zone const &zone);

// The bounds of a scope, which must have a first instant: without a last one it ends at as_of.
Bounds bounds_of(Scope const &scope);

// The scope of the period that the scope is to be compared with: as known at the same instant.
Scope earlier_scope(Scope const &scope, Policy const &policy);

// "Against 2026-10-01 00:00 to 2026-11-01 00:00", the title of a comparison with that period.
Wording against(Scope const &earlier, Policy const &policy);

// How a share differs from an earlier one: now - before, with Newcombe's interval.
struct Change {
    double difference = 0;
    stats::Interval interval;

    // "higher" or "lower" when the interval excludes 0, else "cannot tell yet".
    char const *verdict() const;
};

// The change of a share. Nothing when there is no share of either.
std::optional<Change> change_of(stats::Proportion now, stats::Proportion before);

}  // namespace dcc::report
