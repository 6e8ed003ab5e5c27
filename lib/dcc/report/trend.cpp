#include <dcc/base/columns.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/trend.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr double overdispersed = 1.2;
constexpr std::size_t good_series = 20;  // below, limits are uncertain

std::vector<double> values_of(Trend const &trend) {
    std::vector<double> values;
    for (auto const place : trend.series) values.push_back(*trend.points[place].value.value);
    return values;
}

// Sets the limits of the points of the series.
void take(Trend &trend, stats::ControlChart const &chart, TrendChart kind, double of = 1) {
    trend.chart = kind;
    trend.centre = chart.centre * of;
    for (std::size_t i = 0; i < trend.series.size(); ++i) {
        auto const &limits = chart.points[i].limits;
        trend.points[trend.series[i]].limits = {limits.low * of, limits.high * of};
    }
}

// Only scores can be below zero.
void chart_values(Trend &trend) {
    auto const chart = stats::value_chart(values_of(trend));
    if (!chart) return;
    take(trend, *chart, TrendChart::individuals);
    if (kind_of(trend.measure) == MeasureKind::points) return;
    for (auto const place : trend.series) {
        auto &limits = *trend.points[place].limits;
        limits.low = std::max(limits.low, 0.0);
    }
}

void chart_counts(Trend &trend) {
    std::vector<std::int64_t> counts;
    for (auto const place : trend.series) counts.push_back(trend.points[place].value.n);
    auto const chart = stats::count_chart(counts);
    if (!chart) return;
    if (chart->centre > 0) {
        // The distance between limit and centre is three deviations on each chart.
        auto const values = stats::value_chart(values_of(trend));
        auto const deviation = (values->points.front().limits.high - values->centre) / 3;
        trend.sigma_z = deviation / std::sqrt(chart->centre);
    }
    if (trend.sigma_z && *trend.sigma_z > overdispersed) return chart_values(trend);
    take(trend, *chart, TrendChart::c);
}

void chart_shares(Trend &trend, double of) {
    std::vector<stats::Proportion> samples;
    for (auto const place : trend.series) samples.push_back(*trend.points[place].value.share);
    auto const chart = stats::share_chart(samples);
    if (!chart) return chart_values(trend);
    trend.sigma_z = chart->sigma_z;
    take(trend, *chart, chart->widened() ? TrendChart::p_prime : TrendChart::p, of);
}

void find_limits(Trend &trend) {
    switch (kind_of(trend.measure)) {
        case MeasureKind::count: return chart_counts(trend);
        case MeasureKind::share: return chart_shares(trend, 1);
        case MeasureKind::rate: return chart_shares(trend, 1000);
        case MeasureKind::level:
        case MeasureKind::span:
        case MeasureKind::points: return chart_values(trend);
    }
}

// "####      " of the greatest value.
std::string bar(std::optional<double> value, double greatest) {
    constexpr double width = 16;
    if (!value || *value <= 0 || greatest <= 0) return {};
    auto const length = std::max(1.0, std::round(width * *value / greatest));
    return std::string(static_cast<std::size_t>(length), '#');
}

Columns<Trend::Point> columns_of(Trend const &trend) {
    using Point = Trend::Point;
    auto const measure = trend.measure;
    std::string const unit = kind_of(measure) == MeasureKind::span ? "_s" : "";
    double greatest = 0;
    for (auto const &point : trend.points)
        greatest = std::max(greatest, point.value.value.value_or(0));
    auto const bound = [measure](auto interval, double stats::Interval::*end) {
        return [measure, interval, end](Point const &point) {
            auto const &found = interval(point);
            return cell_of_measure(measure, found ? std::optional{(*found).*end} : std::nullopt);
        };
    };
    auto const interval = [](Point const &point) { return point.value.interval; };
    auto const limits = [](Point const &point) { return point.limits; };
    auto const range = [measure](Point const &point) -> Cell {
        if (!point.limits) return {};
        return fmt::format("{} to {}", text_of_measure(measure, point.limits->low),
                           text_of_measure(measure, point.limits->high));
    };
    auto const remark = [](Point const &point) -> Cell {
        if (point.outside()) return std::string{"OUTSIDE"};
        if (!point.period.complete) return std::string{"not whole"};
        return std::string{};
    };
    return {
        {"period", "Period", [](Point const &point) { return point.period.name; }},
        {"from", "", [](Point const &point) { return point.period.from; }},
        {"before", "", [](Point const &point) { return point.period.before; }},
        {"complete", "", [](Point const &point) { return point.period.complete; }},
        {"value" + unit, "Value",
         [measure](Point const &point) { return cell_of_measure(measure, point.value.value); }},
        {"n", is_of_group(kind_of(measure)) ? "n" : "",
         [](Point const &point) { return point.value.n; }},
        {"low" + unit, "", bound(interval, &stats::Interval::low)},
        {"high" + unit, "", bound(interval, &stats::Interval::high)},
        {"", " ",
         [greatest](Point const &point) -> Cell { return bar(point.value.value, greatest); }},
        {"limit_low" + unit, "", bound(limits, &stats::Interval::low)},
        {"limit_high" + unit, "", bound(limits, &stats::Interval::high)},
        {"", trend.centre ? "Limits" : "", range},
        {"outside", "",
         [](Point const &point) { return point.limits ? Cell{point.outside()} : Cell{}; }},
        {"", " ", remark},
    };
}

Wording chart_note(Trend const &trend) {
    auto const centre = text_of_measure(trend.measure, trend.centre);
    switch (trend.chart) {
        case TrendChart::none:
            return say(
                "Limits and change: cannot tell yet; {} whole periods have a value, {} are needed.",
                trend.series.size(), least_series);
        case TrendChart::c: return say("Limits: of a c chart, about the centre {}.", centre);
        case TrendChart::p: return say("Limits: of a p chart, about the centre {}.", centre);
        case TrendChart::p_prime:
            return say(
                "Limits: of Laney's p' chart, about the centre {}: {} times as wide as by "
                "chance.",
                centre, fmt::format("{:.1f}", trend.sigma_z.value_or(0)));
        case TrendChart::individuals:
            return trend.sigma_z
                       ? say("Limits: of individual values, about the centre {}: {} times as "
                             "wide as by chance.",
                             centre, fmt::format("{:.1f}", *trend.sigma_z))
                       : say("Limits: of individual values, about the centre {}.", centre);
    }
    return {};
}

// After so many values of the series, as the name of the period.
std::string const &last_of(Trend const &trend, std::size_t values) {
    auto const place = std::min(std::max(values, std::size_t{1}), trend.series.size()) - 1;
    return trend.points[trend.series[place]].period.name;
}

std::vector<Note> change_notes(Trend const &trend) {
    auto const &change = *trend.change;
    auto const means =
        say("Mean {} before, {} since; p {}.", text_of_measure(trend.measure, change.mean_before),
            text_of_measure(trend.measure, change.mean_since),
            change.p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", change.p));
    auto const where =
        trend.has_changed()
            ? say("Change: after {}, between {} and {} with 95 %.", last_of(trend, change.after),
                  last_of(trend, change.earliest), last_of(trend, change.latest))
            : say("Change: cannot tell; the most different place is after {}.",
                  last_of(trend, change.after));
    return {where, means};
}

std::vector<Note> notes_of(Trend const &trend, Policy const &policy) {
    std::vector<Note> notes{chart_note(trend)};
    if (trend.chart != TrendChart::none && trend.series.size() < good_series)
        notes.push_back(say("Limits of {} values are uncertain; {} are better.",
                            trend.series.size(), good_series));
    if (trend.change)
        for (auto &note : change_notes(trend)) notes.push_back(std::move(note));
    if (kind_of(trend.measure) == MeasureKind::level)
        notes.push_back("Values carry over: a point outside says less, and no change is sought.");
    if (std::ranges::any_of(trend.points,
                            [](Trend::Point const &point) { return point.value.withheld; }))
        notes.push_back(say("Values of fewer than {} are not shown.", policy.reports.least_group));
    return notes;
}

struct TrendHead {
    Trend const &trend;
    Scope const &scope;
    Dimension by;
};

Columns<TrendHead> head_columns(Trend const &trend) {
    std::string const unit = kind_of(trend.measure) == MeasureKind::span ? "_s" : "";
    auto const change = [](auto part) {
        return [part](TrendHead const &head) -> Cell {
            return head.trend.change ? cell_of(part(head.trend, *head.trend.change)) : Cell{};
        };
    };
    auto const after = [](std::size_t stats::ChangePoint::*place) {
        return [place](Trend const &of, stats::ChangePoint const &found) {
            return last_of(of, found.*place);
        };
    };
    auto const mean = [](double stats::ChangePoint::*which) {
        return [which](Trend const &of, stats::ChangePoint const &found) {
            return cell_of_measure(of.measure, found.*which);
        };
    };
    return {
        {"report", "", [](TrendHead const &) { return "trend"; }},
        {"measure", "", [](TrendHead const &head) { return head.trend.measure; }},
        {"by", "", [](TrendHead const &head) { return head.by; }},
        {"from", "", [](TrendHead const &head) { return head.scope.from; }},
        {"before", "", [](TrendHead const &head) { return head.scope.before; }},
        {"as_of", "", [](TrendHead const &head) { return head.scope.as_of; }},
        {"series", "", [](TrendHead const &head) { return head.trend.series.size(); }},
        {"chart", "", [](TrendHead const &head) { return head.trend.chart; }},
        {"centre" + unit, "",
         [](TrendHead const &head) {
             return cell_of_measure(head.trend.measure, head.trend.centre);
         }},
        {"sigma_z", "", [](TrendHead const &head) { return head.trend.sigma_z; }},
        {"outside", "",
         [](TrendHead const &head) {
             return std::ranges::count_if(head.trend.points, &Trend::Point::outside);
         }},
        {"changed", "",
         [](TrendHead const &head) {
             return head.trend.change ? Cell{head.trend.has_changed()} : Cell{};
         }},
        {"change_after", "", change(after(&stats::ChangePoint::after))},
        {"change_earliest", "", change(after(&stats::ChangePoint::earliest))},
        {"change_latest", "", change(after(&stats::ChangePoint::latest))},
        {"mean_before" + unit, "", change(mean(&stats::ChangePoint::mean_before))},
        {"mean_since" + unit, "", change(mean(&stats::ChangePoint::mean_since))},
        {"p", "", change([](Trend const &, stats::ChangePoint const &found) { return found.p; })},
    };
}

}  // namespace

Cell cell_of_measure(Measure measure, std::optional<double> value) {
    if (!value) return {};
    switch (kind_of(measure)) {
        case MeasureKind::count:
        case MeasureKind::level:
            if (*value == std::round(*value)) return static_cast<std::int64_t>(*value);
            return *value;
        case MeasureKind::share: return Share{*value};
        case MeasureKind::span: return Worked{Seconds{static_cast<std::int64_t>(*value)}};
        case MeasureKind::points:
        case MeasureKind::rate: return *value;
    }
    return {};
}

std::string text_of_measure(Measure measure, std::optional<double> value) {
    if (!value) return "–";
    switch (kind_of(measure)) {
        case MeasureKind::count:
        case MeasureKind::level:
            return fmt::format("{:.{}f}", *value, *value == std::round(*value) ? 0 : 1);
        case MeasureKind::share: return fmt::format("{:.1f} %", 100 * *value);
        case MeasureKind::span: return format_worked(Seconds{static_cast<std::int64_t>(*value)});
        case MeasureKind::points: return fmt::format("{:.1f}", *value);
        case MeasureKind::rate: return fmt::format("{:.2f}", *value);
    }
    return {};
}

Trend trend_of(Measure measure, std::span<PeriodSpan const> periods,
               std::span<PeriodTally const> tallies, int least_group) {
    Trend trend;
    trend.measure = measure;
    for (std::size_t i = 0; i < periods.size(); ++i) {
        trend.points.push_back(
            {periods[i], value_of(measure, tallies[i], least_group), std::nullopt});
        if (periods[i].complete && trend.points[i].value.value) trend.series.push_back(i);
    }
    if (trend.series.size() < least_series) return trend;
    find_limits(trend);
    if (kind_of(measure) != MeasureKind::level)
        trend.change = stats::change_point(values_of(trend));
    return trend;
}

Sheet trend(store::Reader &reader, Policy const &policy, Scope const &scope, Measure measure,
            Dimension by) {
    store::Reader::Snapshot const snapshot{reader};
    std::vector<PeriodSpan> periods;
    if (auto const bounds = range_of(reader, scope.from, scope.before, scope.as_of))
        periods = periods_of(bounds->from, bounds->before, by, zone_of(scope, policy), scope.as_of);
    auto const tallies =
        tally_of(reader, periods, scope.as_of, std::span{&measure, 1}, scope.filter);
    auto const found = trend_of(measure, periods, tallies, policy.reports.least_group);
    Sheet sheet{headed(reader, policy, scope, {"trend", title_of(measure).data(), say("by {}", by)},
                       head_columns(found).row({found, scope, by})),
                {}};
    sheet.head.notes = notes_of(found, policy);
    sheet.parts.push_back(
        {"rows", "", columns_of(found).table_of(found.points, "No case in that time.")});
    return sheet;
}

}  // namespace dcc::report
