#pragma once

#include <dcc/report/measure.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/stats/proportion.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace dcc::report {

// What the page for management shows of groups.

// The ages of open cases, by days: below 1, 3, 7, 30, and above.
inline constexpr std::array<std::int64_t, 4> age_limits{86400, 3 * 86400, 7 * 86400, 30 * 86400};
using Ages = std::array<std::int64_t, age_limits.size() + 1>;

struct PageGroup {
    std::int64_t cases = 0;     // received in the period
    stats::Proportion in_time;  // resolution clocks met, of those met or breached
};

// The scores of one aspect of a survey.
struct AspectScores {
    stats::Proportion satisfied;  // 4 and 5 of 5
    std::int64_t sum = 0;
};

// By ids; an empty one is unknown. A category counts for the one above it at the top.
struct PageGroups {
    std::map<std::string, PageGroup> categories;
    std::map<std::string, PageGroup> channels;
    std::map<std::string, PageGroup> teams;  // of a clock: the team of the case
    std::map<std::string, Ages> open;        // by team, when the period ended
    std::map<std::string, AspectScores> aspects;
    std::map<std::string, std::int64_t> causes;
    std::int64_t complaints = 0;
    std::int64_t without_cause = 0;
};

PageGroups page_groups(store::Reader &reader, Policy const &policy, TimeRange const &bounds,
                       Instant as_of);

}  // namespace dcc::report
