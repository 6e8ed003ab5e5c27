#include "support.hpp"
#include <dcc/report/trend.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::vector<report::PeriodSpan> days(std::size_t count) {
    std::vector<report::PeriodSpan> spans;
    for (std::size_t i = 0; i < count; ++i) {
        auto const from = monday + std::chrono::days{i};
        spans.push_back({std::to_string(i), from, from + std::chrono::days{1}, true});
    }
    return spans;
}

report::Trend trend_of(Measure measure, std::vector<report::PeriodTally> const &tallies) {
    auto const spans = days(tallies.size());
    return report::trend_of(measure, spans, tallies, 5);
}

report::Trend trend_of_counts(std::vector<std::int64_t> const &counts) {
    std::vector<report::PeriodTally> tallies(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) tallies[i].opened = counts[i];
    return trend_of(Measure::opened, tallies);
}

}  // namespace

TEST_CASE("A series below ten whole periods says nothing") {
    auto const trend = trend_of_counts({3, 4, 5, 3, 4, 5, 3, 4, 5});
    CHECK(trend.chart == report::TrendChart::none);
    CHECK_FALSE(trend.centre);
    CHECK_FALSE(trend.change);
    CHECK(trend.series.size() == 9);
}

// The circuit data of R's package qcc: nonconformities of 26 inspection units of 100 boards.
TEST_CASE("Counts have the limits of a c chart while they vary as counts of chance do") {
    auto const trend = trend_of_counts({18, 20, 16, 19, 21, 17, 22, 18, 19, 23, 16, 20});
    CHECK(trend.chart == report::TrendChart::c);
    // Centre 229 / 12, limits three roots of it away.
    CHECK(trend.centre.value() == doctest::Approx(19.0833333));
    CHECK(trend.points[0].limits->low == doctest::Approx(5.9779287));
    CHECK(trend.points[0].limits->high == doctest::Approx(32.1887380));
    CHECK_FALSE(trend.points[0].outside());
}

TEST_CASE("Counts that vary more than chance have the limits of individual values") {
    auto const trend = trend_of_counts({5, 90, 10, 80, 20, 95, 15, 85, 8, 92, 12, 88});
    CHECK(trend.chart == report::TrendChart::individuals);
    CHECK(trend.sigma_z.value() > 1.2);
}

// The orange juice data of R's package qcc: 30 samples of 50, whose limits and points outside
// statistics.md gives; their spread makes it Laney's chart.
TEST_CASE("Shares that vary more than chance have the limits of Laney's chart") {
    constexpr int counts[] = {12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                              8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6};
    std::vector<report::PeriodTally> tallies(30);
    for (std::size_t i = 0; i < 30; ++i) {
        tallies[i].answers = 50;
        tallies[i].satisfied = counts[i];
    }
    auto const trend = trend_of(Measure::csat, tallies);
    CHECK(trend.chart == report::TrendChart::p_prime);
    CHECK(trend.sigma_z.value() == doctest::Approx(1.6608667));
    CHECK(trend.centre.value() == doctest::Approx(0.2313333));
    CHECK(trend.points[0].limits->high == doctest::Approx(0.5284720));
    CHECK(std::ranges::none_of(trend.points, &report::Trend::Point::outside));

    // A rate per 1,000 has the same limits, a thousand times as great.
    for (auto &tally : tallies) {
        tally.service_cases = tally.answers;
        tally.complaints = tally.satisfied;
    }
    auto const rate = trend_of(Measure::complaint_rate, tallies);
    CHECK(rate.points[0].limits->high == doctest::Approx(528.4720));
}

TEST_CASE("A change is found where it is, and not in what carries over") {
    std::vector<report::PeriodTally> tallies(24);
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        tallies[i].opened = (i < 14 ? 20 : 45) + static_cast<std::int64_t>(i % 3);
        tallies[i].open = tallies[i].opened;
    }
    auto const trend = trend_of(Measure::opened, tallies);
    REQUIRE(trend.change);
    CHECK(trend.change->after == 14);
    CHECK(trend.has_changed());
    CHECK_FALSE(trend_of(Measure::open, tallies).change);
}

TEST_CASE("Periods that are cut, and values of few, take no part in the limits") {
    std::vector<report::PeriodTally> tallies(13);
    for (auto &tally : tallies) {
        tally.answers = 40;
        tally.satisfied = 30;
    }
    tallies[4].answers = 4;  // below the least of a group
    tallies[4].satisfied = 0;
    tallies[12].satisfied = 0;
    auto spans = days(13);
    spans[12].complete = false;
    auto const trend = report::trend_of(Measure::csat, spans, tallies, 5);
    CHECK(trend.series.size() == 11);
    CHECK(trend.centre.value() == doctest::Approx(0.75));
    CHECK_FALSE(trend.points[12].limits);
    CHECK(trend.points[4].value.withheld);
}
