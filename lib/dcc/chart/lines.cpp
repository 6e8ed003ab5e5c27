#include <dcc/chart/detail/drawing.hpp>
#include <dcc/chart/detail/frame.hpp>
#include <dcc/chart/detail/renderers.hpp>
#include <dcc/chart/detail/scale.hpp>

#include <algorithm>
#include <array>

namespace dcc::chart {
namespace {

using wording::PageLabel;
using Anchor = Drawing::Anchor;

constexpr std::array<Paint, 6> series_paints{Paint::first,  Paint::second, Paint::third,
                                             Paint::fourth, Paint::fifth,  Paint::sixth};

std::optional<Value> value_of(Row const &row, std::size_t series) {
    return series < row.values.size() ? drawable(row.values[series]) : std::nullopt;
}

// Lines through what is known; a gap where nothing is.
class Trace {
  public:
    void add(std::optional<Spot> spot) {
        if (spot && has_last_)
            path_.line(*spot);
        else if (spot)
            path_.move(*spot);
        has_last_ = spot.has_value();
    }
    Path const &path() const { return path_; }

  private:
    Path path_;
    bool has_last_ = false;
};

template <class Periods>
std::vector<std::string_view> labels_of(Periods const &periods) {
    std::vector<std::string_view> names;
    for (auto const &period : periods) names.push_back(period.label);
    return names;
}

}  // namespace

std::string draw(LineChart const &chart, Style const &style) {
    auto const &labels = style.labels;
    auto const count = std::min(chart.series.size(), series_paints.size());
    auto const periods = chart.periods.size();
    Extent drawn;
    Extent extent;
    bool has_ranges = false;
    for (auto const &period : chart.periods)
        for (std::size_t series = 0; series < count; ++series) {
            auto const value = value_of(period, series);
            if (value) drawn.add(value->value);
            extent.add(value);
            has_ranges = has_ranges || (value && value->range);
        }
    if (!drawn.range()) return draw_nothing(chart.title, style);

    Drawing drawing;
    std::vector<LegendEntry> legend;
    if (count > 1)
        for (std::size_t series = 0; series < count; ++series)
            legend.push_back({chart.series[series], series_paints[series],
                              LegendEntry::Sign::marker, series, dashes(series)});
    if (has_ranges)
        legend.push_back(
            {labels.text(PageLabel::interval), Paint::axis, LegendEntry::Sign::whisker, 0, {}});
    Frame const frame{extent, chart.axis, draw_legend(drawing, legend, 0, style.id), labels};
    frame.draw_behind(drawing, labels);
    for (std::size_t series = 0; series < count; ++series) {
        Trace trace;
        Path markers;
        Path whiskers;
        for (std::size_t i = 0; i < periods; ++i) {
            auto const value = value_of(chart.periods[i], series);
            if (!value) {
                trace.add({});
                continue;
            }
            Spot const spot{frame.middle(i, periods), frame.y()(value->value)};
            trace.add(spot);
            markers.marker(series, spot);
            if (value->range)
                whiskers.move({spot.x, frame.y()(value->range->low)})
                    .down(frame.y()(value->range->high));
        }
        drawing.stroke(whiskers, Paint::axis, {1.5});
        drawing.stroke(trace.path(), series_paints[series], {2, dashes(series), false});
        drawing.fill(markers, series_paints[series]);
    }
    auto const names = labels_of(chart.periods);
    auto const below = frame.draw_periods(drawing, names);
    auto const height =
        frame.draw_note(drawing, left_out(count, chart.series.size(), labels), below);
    return drawing.element(
        chart_width, height, chart.title,
        labels.text(PageLabel::describe_lines,
                    {{"names", labels.list(chart.series)},
                     {"count", std::to_string(periods)},
                     {"first", chart.periods.front().label},
                     {"last", chart.periods.back().label},
                     {"low", value_text(drawn.range()->low, chart.axis.unit, labels)},
                     {"high", value_text(drawn.range()->high, chart.axis.unit, labels)}}),
        style.id);
}

namespace {

bool is_outside(ControlPoint const &point) {
    auto const value = drawable(point.value);
    return value && point.limits && (*value < point.limits->low || *value > point.limits->high);
}

// A level that holds for each period from edge to edge, and steps where it changes.
class Steps {
  public:
    void add(std::optional<double> y, double from, double to, bool anew) {
        if (!y) {
            has_last_ = false;
            return;
        }
        if (has_last_ && !anew)
            path_.line({from, *y});
        else
            path_.move({from, *y});
        path_.across(to);
        has_last_ = true;
    }
    Path const &path() const { return path_; }

  private:
    Path path_;
    bool has_last_ = false;
};

std::string centre_text(ControlChart const &chart, wording::PageLabels const &labels) {
    // The one that holds now.
    for (auto point = chart.points.rbegin(); point != chart.points.rend(); ++point)
        if (point->limits)
            return labels.text(
                PageLabel::centre,
                {{"value", value_text(point->limits->centre, chart.axis.unit, labels)}});
    return {};
}

std::vector<LegendEntry> legend_of(ControlChart const &chart, wording::PageLabels const &labels) {
    using Sign = LegendEntry::Sign;
    std::vector<LegendEntry> legend;
    if (auto const centre = centre_text(chart, labels); !centre.empty()) {
        legend.push_back({centre, Paint::third, Sign::line, 0, {}});
        legend.push_back({labels.text(PageLabel::limits), Paint::axis, Sign::line, 0, "6 3"});
    }
    if (std::ranges::any_of(chart.points, is_outside))
        legend.push_back({labels.text(PageLabel::outside), Paint::alarm, Sign::outside, 0, {}});
    if (std::ranges::any_of(chart.points, &ControlPoint::change))
        legend.push_back({labels.text(PageLabel::change), Paint::fourth, Sign::line, 0, "2 3"});
    return legend;
}

}  // namespace

std::string draw(ControlChart const &chart, Style const &style) {
    auto const &labels = style.labels;
    auto const periods = chart.points.size();
    Extent extent;
    bool has_value = false;
    for (auto const &point : chart.points) {
        extent.add(point.value);
        has_value = has_value || drawable(point.value);
        if (!point.limits) continue;
        for (auto const level : {point.limits->centre, point.limits->low, point.limits->high})
            extent.add(level);
    }
    if (!has_value) return draw_nothing(chart.title, style);

    Drawing drawing;
    Frame const frame{extent, chart.axis,
                      draw_legend(drawing, legend_of(chart, labels), 0, style.id), labels};
    frame.draw_behind(drawing, labels);
    Trace trace;
    Path markers;
    Path outside;
    Path changes;
    Steps centre;
    Steps low;
    Steps high;
    for (std::size_t i = 0; i < periods; ++i) {
        auto const &point = chart.points[i];
        auto const x = frame.middle(i, periods);
        auto const half = (frame.right() - frame.left()) / static_cast<double>(periods) / 2;
        auto const level = [&](double ControlLimits::*which) -> std::optional<double> {
            auto const value =
                point.limits ? drawable(std::optional{(*point.limits).*which}) : std::nullopt;
            return value ? std::optional{frame.y()(*value)} : std::nullopt;
        };
        centre.add(level(&ControlLimits::centre), x - half, x + half, point.change);
        low.add(level(&ControlLimits::low), x - half, x + half, point.change);
        high.add(level(&ControlLimits::high), x - half, x + half, point.change);
        if (point.change) changes.move({x - half, frame.top()}).down(frame.bottom());
        auto const value = drawable(point.value);
        if (!value) {
            trace.add({});
            continue;
        }
        Spot const spot{x, frame.y()(*value)};
        trace.add(spot);
        if (is_outside(point))
            outside.rhombus(spot, 6);
        else
            markers.marker(0, spot);
    }
    drawing.stroke(changes, Paint::fourth, {1.5, "2 3", false});
    drawing.stroke(low.path(), Paint::axis, {1.5, "6 3", false});
    drawing.stroke(high.path(), Paint::axis, {1.5, "6 3", false});
    drawing.stroke(centre.path(), Paint::third, {2});
    drawing.stroke(trace.path(), Paint::first, {1.5});
    drawing.fill(markers, Paint::first);
    drawing.fill(outside, Paint::alarm);
    auto const height = frame.draw_periods(drawing, labels_of(chart.points)) + 4;
    return drawing.element(
        chart_width, height, chart.title,
        labels.text(PageLabel::describe_control,
                    {{"count", std::to_string(periods)},
                     {"first", chart.points.front().label},
                     {"last", chart.points.back().label},
                     {"outside", std::to_string(std::ranges::count_if(chart.points, is_outside))}}),
        style.id);
}

std::string draw(Sparkline const &chart, Style const &style) {
    constexpr double width = 120;
    constexpr double height = 28;
    constexpr double margin = 5;
    auto const &labels = style.labels;
    auto const periods = chart.periods.size();
    Extent extent;
    for (auto const &period : chart.periods)
        if (auto const value = drawable(period.value)) extent.add(value->value);
    if (!extent.range())
        return Drawing{}.element(width, height, chart.title, labels.text(PageLabel::no_data),
                                 style.id);

    Scale const y{extent, chart.axis, height - margin, margin, 3};
    Trace trace;
    Path last;
    for (std::size_t i = 0; i < periods; ++i) {
        auto const value = drawable(chart.periods[i].value);
        if (!value) {
            trace.add({});
            continue;
        }
        auto const share =
            periods > 1 ? static_cast<double>(i) / static_cast<double>(periods - 1) : 0.5;
        Spot const spot{margin + share * (width - 2 * margin), y(value->value)};
        trace.add(spot);
        last = Path{}.marker(0, spot);
    }
    Drawing drawing;
    drawing.stroke(trace.path(), Paint::first, {2, {}, true});
    drawing.fill(last, Paint::first);
    return drawing.element(
        width, height, chart.title,
        labels.text(PageLabel::describe_lines,
                    {{"names", chart.title},
                     {"count", std::to_string(periods)},
                     {"first", chart.periods.front().label},
                     {"last", chart.periods.back().label},
                     {"low", value_text(extent.range()->low, chart.axis.unit, labels)},
                     {"high", value_text(extent.range()->high, chart.axis.unit, labels)}}),
        style.id);
}

}  // namespace dcc::chart
