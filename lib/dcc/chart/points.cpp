#include <dcc/chart/detail/drawing.hpp>
#include <dcc/chart/detail/frame.hpp>
#include <dcc/chart/detail/renderers.hpp>
#include <dcc/chart/detail/scale.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace dcc::chart {
namespace {

using wording::PageLabel;
using Anchor = Drawing::Anchor;

// The horizontal axis of a frame; its last tick does not end at the edge.
Scale below(Frame const &frame, Extent const &extent, Axis const &axis) {
    return {extent, axis, frame.left(), frame.right() - 8, 5};
}

}  // namespace

std::string draw(ScatterPlot const &chart, Style const &style) {
    auto const &labels = style.labels;
    std::vector<Spot> values;
    Extent horizontal;
    Extent vertical;
    for (auto const &[x, y] : chart.points) {
        if (!drawable(x) || !drawable(y)) continue;
        values.push_back({x, y});
        horizontal.add(x);
        vertical.add(y);
    }
    if (values.empty()) return draw_nothing(chart.title, style);

    Drawing drawing;
    Frame const frame{vertical, chart.y, 0, labels};
    auto const x = below(frame, horizontal, chart.x);
    frame.draw_behind(drawing, labels);
    // Dots that would cover each other are drawn once, so that a drawing has a size.
    constexpr double grain = 3;
    std::set<std::pair<long long, long long>> taken;
    Path dots;
    for (auto const &value : values) {
        Spot const spot{x(value.x), frame.y()(value.y)};
        if (taken.emplace(std::llround(spot.x / grain), std::llround(spot.y / grain)).second)
            dots.move(spot).across(spot.x);
    }
    drawing.stroke(dots, Paint::first, {5, {}, true});
    auto const end = frame.draw_below(drawing, x, chart.x, labels);
    auto const height = frame.draw_note(drawing, chart.note, end);
    return drawing.element(
        chart_width, height, chart.title,
        labels.text(PageLabel::describe_scatter, {{"count", std::to_string(values.size())}}) +
            (chart.note.empty() ? "" : " " + chart.note),
        style.id);
}

namespace {

constexpr std::size_t most_limits = 2;

bool is_drawable(FunnelPoint const &point) {
    return drawable(point.expected) && drawable(point.ratio);
}

// Names beside their points, as long as they do not cover each other.
class Names {
  public:
    void draw(Drawing &drawing, Spot at, std::string const &name) {
        constexpr double most_width = 130;
        auto const width = std::min(text_width(name), most_width);
        bool const fits = at.x + 10 + width <= chart_width;
        auto const from = fits ? at.x + 10 : at.x - 10 - width;
        auto const covers = [&](Box const &box) {
            return std::abs(box.y - at.y) < 13 && from < box.to && box.from < from + width;
        };
        if (std::ranges::any_of(taken_, covers)) return;
        taken_.push_back({from, from + width, at.y});
        drawing.text_on_lines({fits ? from : from + width, at.y + 4.5}, name,
                              fits ? Anchor::start : Anchor::end, most_width);
    }

  private:
    struct Box {
        double from;
        double to;
        double y;
    };
    std::vector<Box> taken_;
};

}  // namespace

std::string draw(FunnelPlot const &chart, Style const &style) {
    auto const &labels = style.labels;
    Extent horizontal;
    Extent vertical;
    std::size_t count = 0;
    for (auto const &point : chart.points) {
        if (!is_drawable(point)) continue;
        ++count;
        horizontal.add(point.expected);
        vertical.add(point.ratio);
    }
    if (count == 0) return draw_nothing(chart.title, style);
    // Room for the limits near the middle, of which the narrow end has no bound.
    vertical.add(2.0);
    auto const sets = std::min(chart.limits.size(), most_limits);

    Drawing drawing;
    constexpr std::array<std::string_view, most_limits> dashed{"6 3", "2 3"};
    std::vector<LegendEntry> legend{
        {labels.text(PageLabel::expected), Paint::third, LegendEntry::Sign::line, 0, {}}};
    for (std::size_t i = 0; i < sets; ++i)
        legend.push_back(
            {chart.limits[i].name, Paint::axis, LegendEntry::Sign::line, 0, dashed[i]});
    if (std::ranges::any_of(chart.points, &FunnelPoint::outside))
        legend.push_back(
            {labels.text(PageLabel::outside), Paint::alarm, LegendEntry::Sign::outside, 0, {}});
    Frame const frame{vertical, chart.y, draw_legend(drawing, legend, 0, style.id), labels};
    auto const x = below(frame, horizontal, chart.x);
    frame.draw_behind(drawing, labels);
    for (std::size_t i = 0; i < sets; ++i) {
        for (auto const bound : {&Range::low, &Range::high}) {
            Path curve;
            bool has_last = false;
            for (auto const &[expected, range] : chart.limits[i].curve) {
                Spot const spot{x(expected), frame.y()(range.*bound)};
                bool const inside = expected >= x.low() && expected <= x.high() &&
                                    range.*bound >= frame.y().low() &&
                                    range.*bound <= frame.y().high();
                if (inside && has_last) curve.line(spot);
                if (inside && !has_last) curve.move(spot);
                has_last = inside;
            }
            drawing.stroke(curve, Paint::axis, {1.5, dashed[i], false});
        }
    }
    drawing.stroke(Path{}.move({frame.left(), frame.y()(1)}).across(frame.right()), Paint::third,
                   {2});
    Path within;
    Path outside;
    Names names;
    for (auto const &point : chart.points) {
        if (!is_drawable(point)) continue;
        Spot const spot{x(point.expected), frame.y()(point.ratio)};
        if (!point.outside) {
            within.marker(0, spot);
            continue;
        }
        outside.rhombus(spot, 6);
        names.draw(drawing, spot, point.label);
    }
    drawing.fill(within, Paint::first);
    drawing.fill(outside, Paint::alarm);
    auto const height = frame.draw_below(drawing, x, chart.x, labels) + 4;
    auto const far = std::ranges::count_if(
        chart.points, [](FunnelPoint const &point) { return is_drawable(point) && point.outside; });
    return drawing.element(
        chart_width, height, chart.title,
        labels.text(PageLabel::describe_funnel,
                    {{"count", std::to_string(count)}, {"outside", std::to_string(far)}}),
        style.id);
}

}  // namespace dcc::chart
