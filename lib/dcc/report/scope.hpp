#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/filter.hpp>
#include <dcc/report/grouping.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dcc::report {

// Which period a report is compared with: the one before it, or the same of the year before.
enum class Comparison { previous, year };

constexpr WordTable<Comparison, 2> comparison_words{{
    {Comparison::previous, "previous"},
    {Comparison::year, "year"},
}};
constexpr auto const &words_of(Comparison) {
    return comparison_words;
}

// Which cases a report counts, and the instant whose state it shows. A report that does not take
// one of the members below `by` ignores it.
struct Scope {
    std::optional<Instant> from;    // received at or after
    std::optional<Instant> before;  // received before
    Instant as_of;
    std::vector<Dimension> by;
    std::optional<int> depth{};  // count categories for the one above them at this depth; 1: top
    Filter filter{};
    std::optional<Zone> zone{};  // of times that are grouped and printed; the desk's unless given
    std::optional<Comparison> compare{};
    bool cases = false;              // list what is counted, in place of the figures
    std::optional<Seconds> ahead{};  // look so far ahead of as_of
};

// The zone of the scope, or else of the desk.
Zone zone_of(Scope const &scope, Policy const &policy);

// Of how many a rate or a mean must be so that it is shown: the policy's least group where the
// scope has groups or conditions, so that a figure describes the desk and not a person; else 0.
int least_shown(Scope const &scope, Policy const &policy);

// Whether the scope needs the values of a dimension.
bool needs(Scope const &scope, Dimension dimension);

// In seconds, as the samples of the tables have instants.
inline std::int64_t seconds_of(Instant instant) {
    return instant.time_since_epoch().count();
}

// Visits every clock of a kind, of the cases in scope, as it was at scope.as_of; scope.filter is
// not applied. Attributes that neither scope.by nor scope.filter names may be empty. Clocks of
// cases with later events are replayed from the events; all others are read from the tables. The
// instances of one case come together and in order.
void each_clock(store::Reader &reader, Scope const &scope, ClockKind kind,
                std::function<void(store::Reader::ClockSample const &)> const &visit);

// The same for clocks of several kinds, which replays each case once. The instances of one case and
// kind come in order.
void each_clock(store::Reader &reader, Scope const &scope, std::span<ClockKind const> kinds,
                std::function<void(ClockKind, store::Reader::ClockSample const &)> const &visit);

// The bounds of a report, for its head.
Columns<Scope> scope_columns();

// "cases received from 2026-06-01 00:00 before 2026-07-01 00:00"
Wording describe_period(Scope const &scope, Policy const &policy);

// The same with ", as of 2026-07-01 09:00 (Asia/Shanghai)".
Wording describe(Scope const &scope, Policy const &policy);

}  // namespace dcc::report
