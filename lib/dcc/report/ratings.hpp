#pragma once

#include <dcc/report/figures.hpp>
#include <dcc/report/served.hpp>
#include <dcc/stats/net_promoter.hpp>
#include <dcc/stats/proportion.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace dcc::report {

// The sum of marks, for their mean.
struct Marks {
    std::int64_t n = 0;
    std::int64_t sum = 0;

    void count(std::optional<int> mark) {
        if (!mark) return;
        ++n;
        sum += *mark;
    }
};

// The answers of a group.
struct Ratings {
    Marks csat;
    std::int64_t satisfied = 0;  // 4 or 5 of 5
    Marks ces;
    stats::Recommendations recommendations;
    stats::Proportion solved;

    void count(Answer const &answer);
    stats::Proportion satisfaction() const { return {satisfied, csat.n}; }
};

// A proportion, unless it is of fewer than `least`: such a group is suppressed, so that a figure
// names nobody.
stats::Proportion shown(stats::Proportion const &proportion, int least);

// The mean of marks, unless they are fewer than `least`.
Cell mean_cell(Marks const &marks, int least);

// The net promoter score in points, and its bounds; unknown under `least` answers.
std::optional<stats::NetPromoterScore> shown(stats::Recommendations const &answers, int least);

// "-12.0 to 30.5", for people; unknown without an interval. `digits` follow the point.
Cell span_cell(std::optional<stats::Interval> const &interval, int digits);

// A correlation with satisfaction in words: "rises", "falls", or "cannot tell yet" where the
// interval is missing or includes 0.
std::string direction(std::optional<stats::Interval> const &interval);

// "3 groups have fewer than 5 answers: their rates are not shown."
Wording suppressed_note(std::int64_t groups, int least, Wording const &what);

}  // namespace dcc::report
