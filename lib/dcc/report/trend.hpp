#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/measure.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/stats/change_point.hpp>
#include <dcc/stats/control_chart.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dcc::report {

// Which limits the values of a series have.
enum class TrendChart { none, c, individuals, p, p_prime };

constexpr WordTable<TrendChart, 5> trend_chart_words{{
    {TrendChart::none, "none"},
    {TrendChart::c, "c"},
    {TrendChart::individuals, "individuals"},
    {TrendChart::p, "p"},
    {TrendChart::p_prime, "p_prime"},
}};
constexpr auto const &words_of(TrendChart) {
    return trend_chart_words;
}

// Below so many whole periods with a value nothing is said of a series.
inline constexpr std::size_t least_series = 10;

// A measure over periods, and what can be said of it.
struct Trend {
    struct Point {
        PeriodSpan period;
        MeasureValue value;
        std::optional<stats::Interval> limits;  // in the unit of the measure

        bool outside() const {
            return value.value && limits &&
                   (*value.value < limits->low || *value.value > limits->high);
        }
    };

    Measure measure{};
    std::vector<Point> points;
    TrendChart chart = TrendChart::none;
    std::optional<double> centre;
    std::optional<double> sigma_z;             // how much more it varies than chance
    std::optional<stats::ChangePoint> change;  // of the points of `series`; also without a change
    std::vector<std::size_t> series;           // the places of the points that count: whole periods

    // Whether there is a change: at 95 %.
    bool has_changed() const { return change && change->p <= 0.05; }
};

// The limits are three standard deviations from the centre. Counts have a c chart, and one of
// individual values when they vary more than 1.2 times as much as counts of chance; shares and
// rates a p chart, and Laney's p′ in that case; levels, medians and scores one of individual
// values, from 0 up where the measure cannot be below. Periods that are not complete, or have no
// value, take no part. Levels have no change point: what is open at the end of a period was mostly
// open at the end of the one before.
Trend trend_of(Measure measure, std::span<PeriodSpan const> periods,
               std::span<PeriodTally const> tallies, int least_group);

// The report: a row for each period of `by`.
Sheet trend(store::Reader &reader, Policy const &policy, Scope const &scope, Measure measure,
            Dimension by);

// The value in the unit of the measure, as a cell; and for people, shortly: "93.4 %", "2h 05m".
Cell cell_of_measure(Measure measure, std::optional<double> value);
std::string text_of_measure(Measure measure, std::optional<double> value);

}  // namespace dcc::report
