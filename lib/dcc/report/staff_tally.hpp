#pragma once

#include <dcc/report/case_lines.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/ratings.hpp>
#include <dcc/report/staff_score.hpp>
#include <dcc/stats/expectation.hpp>
#include <dcc/stats/quantile.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dcc::report {

// Where cases of a category went wrong.
struct Trouble {
    stats::Proportion late;          // missed deadlines of those met or missed
    stats::Proportion dissatisfied;  // answers of 1 to 3 of 5
};

// What a person or a team did.
struct StaffTally {
    std::string key;
    std::int64_t cases = 0;
    std::int64_t resolved = 0;
    std::int64_t reopened = 0;
    Ratings ratings;
    ClockTally clocks;                                         // of resolution
    std::vector<double> reviews;                               // scores of 0 to 1
    std::unordered_map<std::string, stats::Proportion> kinds;  // missed deadlines by kind of case
    std::map<std::string, Trouble, std::less<>> categories;

    // Figures of all, once everything is counted.
    stats::Summary times;
    ScoreTerms terms;
    std::optional<double> score;
    std::optional<stats::Standardised> expected;

    void count(store::Reader::CaseSample const &row, Answer const *answer);
    void count(store::Reader::ClockSample const &clock, Instant as_of);

    stats::Proportion in_time() const { return {clocks.met, clocks.decided()}; }
    stats::Proportion stayed() const { return {resolved - reopened, resolved}; }
};

// A case as it was counted.
struct StaffLine : CaseLine {
    std::optional<Instant> resolved_at;
    std::int64_t reopened = 0;
    std::optional<int> csat;
    std::optional<ClockState> deadline;  // of resolution
    std::optional<Seconds> handling;     // working time, once it ended
};

// Everybody, in the order of the policy, and the desk as a whole.
struct StaffTallies {
    std::vector<StaffTally> rows;
    StaffTally desk;
    std::vector<StaffLine> lines;  // of a list of the cases only
};

StaffTallies tally_staff(store::Reader &reader, Policy const &policy, Scope const &scope,
                         Grouping &grouping);

// The category in which somebody has the greatest excess of cases that went wrong over the share
// of the rest of the desk.
struct TrainingNeed {
    std::string key;
    std::string category;
    bool of_deadlines = true;  // else of answers
    stats::Proportion own;
    stats::Proportion others;
    double excess = 0;  // cases more than by the share of the others
    std::optional<stats::Interval> difference;
};

// Nothing when there is no excess, or categories have fewer than `least` cases on either side.
std::optional<TrainingNeed> training_need(StaffTally const &one, StaffTally const &desk, int least);

}  // namespace dcc::report
