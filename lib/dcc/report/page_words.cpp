#include <dcc/base/columns.hpp>
#include <dcc/report/page_words.hpp>

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using wording::PageText;

std::string limits_text(PageWords const &words, Trend const &trend) {
    switch (trend.chart) {
        case TrendChart::none:
            return words.say(PageText::chart_none, {{"count", std::to_string(least_series)}});
        case TrendChart::c: return words.say(PageText::chart_c);
        case TrendChart::individuals: return words.say(PageText::chart_individuals);
        case TrendChart::p: return words.say(PageText::chart_p);
        case TrendChart::p_prime:
            return words.say(PageText::chart_p_prime,
                             {{"value", words.labels.number(trend.sigma_z.value_or(0), 1)}});
    }
    return {};
}

std::string change_text(PageWords const &words, Trend const &trend) {
    auto const period = [&](std::size_t values) {
        auto const place = std::min(std::max(values, std::size_t{1}), trend.series.size()) - 1;
        return trend.points[trend.series[place]].period.name;
    };
    return words.say(PageText::changed, {{"first", period(trend.change->after)},
                                         {"low", period(trend.change->earliest)},
                                         {"high", period(trend.change->latest)}});
}

Table trend_table(PageWords const &words, Trend const &trend) {
    using Point = Trend::Point;
    auto const measure = trend.measure;
    auto const range = [&words, measure](std::optional<stats::Interval> const &interval) -> Cell {
        if (!interval) return {};
        return fmt::format("{} – {}", words.value(measure, interval->low),
                           words.value(measure, interval->high));
    };
    Columns<Point> columns{{"", words.say(PageText::period),
                            [](Point const &point) { return point.period.name; }, true},
                           {"", words.say(PageText::value), [&](Point const &point) {
                                return words.value(measure, point.value.value);
                            }}};
    if (is_of_group(kind_of(measure)))
        columns.append(
            {{"", words.say(PageText::n), [](Point const &point) { return point.value.n; }},
             {"", words.say(PageText::range),
              [&](Point const &point) { return range(point.value.interval); }}});
    if (trend.centre)
        columns.append({{"", words.say(PageText::limits),
                         [&](Point const &point) { return range(point.limits); }}});
    return columns.table_of(trend.points, words.say(PageText::no_cases));
}

}  // namespace

std::string PageWords::value(Measure measure, std::optional<double> value) const {
    return chart::value_text(value, unit_of(measure), labels);
}

std::string PageWords::interval(Measure measure,
                                std::optional<stats::Interval> const &interval) const {
    if (!interval) return {};
    return say(PageText::interval,
               {{"low", value(measure, interval->low)}, {"high", value(measure, interval->high)}});
}

chart::Unit unit_of(Measure measure) {
    switch (kind_of(measure)) {
        case MeasureKind::count:
        case MeasureKind::level: return chart::Unit::count;
        case MeasureKind::share: return chart::Unit::share;
        case MeasureKind::span: return chart::Unit::worked;
        case MeasureKind::points:
        case MeasureKind::rate: return chart::Unit::number;
    }
    return chart::Unit::number;
}

std::string day_of(Zone const &zone, Instant instant) {
    return format_date(Date{std::chrono::floor<std::chrono::days>(zone.to_civil(instant))});
}

chart::Card card(PageWords const &words, Measure measure, MeasureValue const &value,
                 std::optional<MeasureValue> const &before, Trend const &trend) {
    chart::Card card{words.texts.title(measure), words.value(measure, value.value)};
    card.detail = words.interval(measure, value.interval);
    if (before && before->value) {
        if (!card.detail.empty()) card.detail += " · ";
        card.detail +=
            words.say(PageText::before, {{"value", words.value(measure, before->value)}});
    }
    if (is_of_group(kind_of(measure))) card.n = value.n;
    chart::Sparkline course{words.texts.title(measure), {"", unit_of(measure)}, {}};
    for (auto const &point : trend.points)
        course.periods.push_back(
            {point.period.name,
             point.value.value ? std::optional{chart::Value{*point.value.value}} : std::nullopt});
    if (course.periods.size() > 1) card.course = std::move(course);
    return card;
}

chart::Figure trend_figure(PageWords const &words, Trend const &trend, std::string const &by,
                           std::string const &basis) {
    chart::ControlChart chart{
        words.say(PageText::by_period,
                  {{"measure", words.texts.title(trend.measure)}, {"period", by}}),
        {words.texts.title(trend.measure), unit_of(trend.measure)},
        {}};
    for (auto const &point : trend.points) {
        chart::ControlPoint drawn{point.period.name, point.value.value, {}, false};
        if (point.limits)
            drawn.limits =
                chart::ControlLimits{*trend.centre, point.limits->low, point.limits->high};
        chart.points.push_back(std::move(drawn));
    }
    std::string said = basis;
    said += (said.empty() ? "" : "; ") + limits_text(words, trend);
    if (trend.has_changed()) said += "; " + change_text(words, trend);
    return {std::move(chart), trend_table(words, trend), std::move(said)};
}

chart::TitledTable indicator_table(PageWords const &words, std::vector<Measured> indicators,
                                   Instant as_of) {
    std::ranges::stable_sort(indicators, std::greater{}, &Measured::state);
    auto const limit = [&words](std::optional<Threshold> Indicator::*which) {
        return [&words, which](Measured const &one) -> Cell {
            auto const &found = one.indicator.*which;
            if (!found) return {};
            return (found->above ? "> " : "< ") + words.value(one.measure, found->value);
        };
    };
    auto const state = [&words](Measured const &one) {
        switch (one.state) {
            case IndicatorState::ok: return words.say(PageText::state_ok);
            case IndicatorState::undecided: return words.say(PageText::state_undecided);
            case IndicatorState::warning: return words.say(PageText::state_warning);
            case IndicatorState::critical: return words.say(PageText::state_critical);
        }
        return std::string{};
    };
    Columns<Measured> const columns{
        {"", words.say(PageText::indicator),
         [&words](Measured const &one) {
             return label_in(one.indicator.label, words.labels.language(), one.indicator.id);
         }},
        {"", words.say(PageText::state), state},
        {"", words.say(PageText::value),
         [&words](Measured const &one) { return words.value(one.measure, one.value.value); }},
        {"", words.say(PageText::n), [](Measured const &one) { return one.value.n; }},
        {"", words.say(PageText::warning), limit(&Indicator::warning)},
        {"", words.say(PageText::critical), limit(&Indicator::critical)},
        {"", words.say(PageText::days), [](Measured const &one) { return one.indicator.days; }},
    };
    return {words.say(PageText::indicators_now, {{"as_of", words.zone.format(as_of)}}),
            columns.table_of(indicators)};
}

}  // namespace dcc::report
