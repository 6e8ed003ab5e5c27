#pragma once

#include <dcc/calendar/zone.hpp>
#include <dcc/policy/measure.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/grouping.hpp>
#include <dcc/report/served.hpp>
#include <dcc/stats/interval.hpp>
#include <dcc/stats/net_promoter.hpp>
#include <dcc/stats/proportion.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dcc::report {

// The measures of periods. All those of a report are counted together, in one pass over each table.

// A period: [from, before).
struct PeriodSpan {
    std::string name;  // "2026-W27"
    Instant from;
    Instant before;
    bool complete = true;  // a whole period of the calendar, which has ended
};

// The periods of day, week, month, quarter or year that [from, before) touches, cut to it, in the
// zone. A period that is cut, or ends after `as_of`, is not complete. Throws Error{usage} when
// there are more than 1,000.
std::vector<PeriodSpan> periods_of(Instant from, Instant before, Dimension by, Zone const &zone,
                                   Instant as_of);

// The bounds of a report over periods: those given, but not before the first case, and not after
// the present. Nothing when no case was received in that time.
struct TimeRange {
    Instant from;
    Instant before;
};
std::optional<TimeRange> range_of(store::Reader &reader, std::optional<Instant> from,
                                  std::optional<Instant> before, Instant as_of);

// What was counted of one period.
//
// Opened, resolved, reopened, open: of all cases, as the backlog has them: resolved is every end
// with or without a solution, open is what was open when the period ended. Late: the open cases of
// which a clock was past its deadline when the period ended, by the deadlines as they are at
// `as_of`. Clocks: of the cases received in the period. Answers: given in the period, on service
// cases. Complaints and service cases: received in the period. Escalated: breaches and steps of
// ladders announced in it.
struct PeriodTally {
    std::int64_t opened = 0;
    std::int64_t resolved = 0;
    std::int64_t reopened = 0;
    std::int64_t open = 0;
    std::int64_t late = 0;
    ClockTally first_response;
    ClockTally resolution;
    std::int64_t answers = 0;  // with an overall satisfaction
    std::int64_t satisfied = 0;
    stats::Recommendations recommendations;
    std::int64_t complaints = 0;
    std::int64_t service_cases = 0;
    std::int64_t escalated = 0;

    // Of two periods together, of which `later` follows.
    void add(PeriodTally const &later);
};

// Which rows tally_of() counts, and what else is done with them, so that a report that counts more
// reads each row once. The functions that are given get every row that is read for the measures:
// hand-offs since the beginning, the others also of before the first period.
struct RowUse {
    CaseSet const *only = nullptr;    // count rows of these cases alone
    std::vector<Dimension> values{};  // that clocks must have
    std::function<void(store::Reader::ClockSample const &)> handoff{};
    std::function<void(store::Reader::ClockSample const &)> resolution{};
    std::function<void(store::Reader::AnswerSample const &)> answer{};
    std::function<void(store::ComplaintRow const &)> complaint{};
};

// The tallies of the periods, which must be in order and not overlap, as they were at `as_of`. Only
// what the measures need is counted.
std::vector<PeriodTally> tally_of(store::Reader &reader, std::span<PeriodSpan const> periods,
                                  Instant as_of, std::span<Measure const> measures,
                                  RowUse const &use = {});

// The same of the cases that the filter accepts, as they were at `as_of`.
std::vector<PeriodTally> tally_of(store::Reader &reader, std::span<PeriodSpan const> periods,
                                  Instant as_of, std::span<Measure const> measures,
                                  Filter const &filter);

// The value of a measure in the unit of its kind, and how many it was computed from: of a count,
// the count itself; of a share or a rate, that of which it is; of a median, the clocks that ended;
// of satisfaction, the answers.
struct MeasureValue {
    std::optional<double> value;
    std::int64_t n = 0;
    std::optional<stats::Interval> interval;  // 95 %
    std::optional<stats::Proportion> share;   // of shares and rates
    bool withheld = false;                    // n is below the least of a group
};

// Shares and rates have Wilson's interval, the median that of order statistics, the net promoter
// score the adjusted Wald interval. The median is the nearest rank.
MeasureValue value_of(Measure measure, PeriodTally const &tally, int least_group);

}  // namespace dcc::report
