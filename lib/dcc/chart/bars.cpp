#include <dcc/chart/detail/drawing.hpp>
#include <dcc/chart/detail/renderers.hpp>
#include <dcc/chart/detail/scale.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace dcc::chart {
namespace {

using wording::PageLabel;
using Anchor = Drawing::Anchor;

constexpr std::size_t most_bars = 20;
constexpr std::size_t most_parts = 6;
constexpr double bar_distance = 24;
constexpr double bar_height = 14;

constexpr std::array<Paint, most_parts> part_paints{Paint::step1, Paint::step2, Paint::step3,
                                                    Paint::step4, Paint::step5, Paint::step6};

// The frame of horizontal bars: their labels on the left, their values as text on the right, the
// axis below.
class BarFrame {
  public:
    struct Entry {
        std::string label;
        std::string value;
    };

    // `top` is where the first bar begins.
    BarFrame(std::vector<Entry> entries, Extent const &extent, Axis axis, double top)
        : entries_{std::move(entries)},
          axis_{std::move(axis)},
          top_{top + 4},
          bottom_{top_ + bar_distance * static_cast<double>(entries_.size())},
          label_width_{width_of(&Entry::label, 0.4)},
          value_width_{width_of(&Entry::value, 0.3)},
          scale_{extent, axis_, label_width_ + 8, chart_width - value_width_ - 12, 4} {}

    Scale const &scale() const { return scale_; }
    double middle(std::size_t bar) const {
        return top_ + bar_distance * (static_cast<double>(bar) + 0.5);
    }
    Path &add_box(Path &path, std::size_t bar, double from, double to) const {
        auto const y = middle(bar);
        return path.box({scale_(from), y - bar_height / 2}, {scale_(to), y + bar_height / 2});
    }

    void draw_behind(Drawing &drawing) const {
        Path grid;
        for (auto const tick : scale_.ticks()) grid.move({scale_(tick), top_}).down(bottom_);
        drawing.stroke(grid, Paint::grid);
    }

    // Draws what is before the bars. Gives the height of the drawing.
    double draw_before(Drawing &drawing, wording::PageLabels const &labels,
                       std::string const &note) const {
        drawing.stroke(Path{}.move({scale_(0), top_}).down(bottom_), Paint::axis);
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            auto const y = middle(i) + 4.5;
            drawing.text({label_width_, y}, entries_[i].label, Anchor::end, Paint::text,
                         label_width_);
            drawing.text({chart_width, y}, entries_[i].value, Anchor::end, Paint::text,
                         value_width_);
        }
        auto y = bottom_ + 15;
        double free = 0;
        for (auto const tick : scale_.ticks()) {
            auto const words = scale_.text(tick, labels);
            auto const x = scale_(tick);
            auto const half = text_width(words) / 2;
            if (x - half < free) continue;
            drawing.text({x, y}, words, Anchor::middle, Paint::muted);
            free = x + half + 6;
        }
        for (auto const &line : {axis_.title, note}) {
            if (line.empty()) continue;
            y += line_height;
            drawing.text({chart_width, y}, line, Anchor::end, Paint::muted);
        }
        return y + 6;
    }

  private:
    double width_of(std::string Entry::*text, double most) const {
        double width = 0;
        for (auto const &entry : entries_) width = std::max(width, text_width(entry.*text));
        return std::min(width, most * chart_width);
    }

    std::vector<Entry> entries_;
    Axis axis_;
    double top_;
    double bottom_;
    double label_width_;
    double value_width_;
    Scale scale_;
};

Axis from_zero(Axis axis) {
    axis.from_zero = true;
    return axis;
}

}  // namespace

std::string draw(BarChart const &chart, Style const &style) {
    auto const &labels = style.labels;
    std::span const bars{chart.bars.data(), std::min(chart.bars.size(), most_bars)};
    std::vector<BarFrame::Entry> entries;
    Extent drawn;
    Extent extent;
    bool has_ranges = false;
    for (auto const &bar : bars) {
        auto const value = drawable(bar.value);
        if (value) drawn.add(value->value);
        extent.add(value);
        has_ranges = has_ranges || (value && value->range);
        entries.push_back({bar.label, value_text(value ? std::optional{value->value} : std::nullopt,
                                                 chart.axis.unit, labels)});
    }
    if (!drawn.range()) return draw_nothing(chart.title, style);

    Drawing drawing;
    double top = 0;
    if (has_ranges)
        top = draw_legend(
            drawing,
            {{labels.text(PageLabel::interval), Paint::text, LegendEntry::Sign::whisker, 0, {}}},
            top, style.id);
    BarFrame const frame{std::move(entries), extent, from_zero(chart.axis), top};
    frame.draw_behind(drawing);
    Path boxes;
    Path whiskers;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        auto const value = drawable(bars[i].value);
        if (!value) continue;
        frame.add_box(boxes, i, 0, value->value);
        if (!value->range) continue;
        auto const y = frame.middle(i);
        auto const low = frame.scale()(value->range->low);
        auto const high = frame.scale()(value->range->high);
        whiskers.move({low, y}).across(high);
        for (auto const x : {low, high}) whiskers.move({x, y - 4}).down(y + 4);
    }
    drawing.fill(boxes, Paint::bar);
    drawing.stroke(whiskers, Paint::text, {1.5});
    auto const height =
        frame.draw_before(drawing, labels, left_out(bars.size(), chart.bars.size(), labels));
    return drawing.element(
        chart_width, height, chart.title,
        labels.text(PageLabel::describe_bars,
                    {{"count", std::to_string(chart.bars.size())},
                     {"low", value_text(drawn.range()->low, chart.axis.unit, labels)},
                     {"high", value_text(drawn.range()->high, chart.axis.unit, labels)}}),
        style.id);
}

namespace {

// The names of the parts; those after the fifth are one.
std::vector<std::string> part_names(StackedBars const &chart, wording::PageLabels const &labels) {
    auto names = chart.parts;
    if (names.size() <= most_parts) return names;
    auto const first = names.begin() + most_parts - 1;
    auto const others = labels.list({first, names.end()});
    names.erase(first, names.end());
    names.push_back(others);
    return names;
}

// The sizes of `parts` parts of a bar, of which those that have no name of their own are the last.
std::vector<double> part_sizes(Row const &row, std::size_t parts, std::size_t names) {
    std::vector<double> sizes(names, 0);
    for (std::size_t i = 0; i < std::min(row.values.size(), parts); ++i) {
        auto const value = drawable(row.values[i]);
        if (value && value->value > 0) sizes[std::min(i, names - 1)] += value->value;
    }
    return sizes;
}

double sum_of(std::vector<double> const &sizes) {
    double sum = 0;
    for (auto const size : sizes) sum += size;
    return sum;
}

}  // namespace

std::string draw(StackedBars const &chart, Style const &style) {
    auto const &labels = style.labels;
    auto const names = part_names(chart, labels);
    std::span const bars{chart.bars.data(), std::min(chart.bars.size(), most_bars)};
    std::vector<BarFrame::Entry> entries;
    std::vector<std::vector<double>> sizes;
    Extent extent;
    for (auto const &bar : bars) {
        sizes.push_back(part_sizes(bar, chart.parts.size(), names.size()));
        auto const total = sum_of(sizes.back());
        if (!drawable(total)) std::ranges::fill(sizes.back(), 0);
        extent.add(total);
        entries.push_back({bar.label, value_text(total, chart.axis.unit, labels)});
    }
    if (!extent.range() || names.empty()) return draw_nothing(chart.title, style);

    Drawing drawing;
    drawing.define_hatchings(names.size() - 1, style.id);
    std::vector<LegendEntry> legend;
    for (std::size_t part = 0; part < names.size(); ++part)
        legend.push_back({names[part], part_paints[part], LegendEntry::Sign::box, part, {}});
    auto const top = draw_legend(drawing, legend, 0, style.id);
    BarFrame const frame{std::move(entries), extent, from_zero(chart.axis), top};
    frame.draw_behind(drawing);
    std::vector<double> from(bars.size(), 0);
    Path joints;
    for (std::size_t part = 0; part < names.size(); ++part) {
        Path boxes;
        for (std::size_t bar = 0; bar < bars.size(); ++bar) {
            auto const size = sizes[bar][part];
            if (size <= 0) continue;
            frame.add_box(boxes, bar, from[bar], from[bar] + size);
            auto const x = frame.scale()(from[bar]);
            if (from[bar] > 0)
                joints.move({x, frame.middle(bar) - bar_height / 2})
                    .down(frame.middle(bar) + bar_height / 2);
            from[bar] += size;
        }
        drawing.fill(boxes, part_paints[part]);
        drawing.hatch(boxes, part, style.id);
    }
    drawing.stroke(joints, Paint::paper, {1.5});
    auto const height =
        frame.draw_before(drawing, labels, left_out(bars.size(), chart.bars.size(), labels));
    return drawing.element(
        chart_width, height, chart.title,
        labels.text(PageLabel::describe_stack,
                    {{"count", std::to_string(chart.bars.size())},
                     {"names", labels.list(names)},
                     {"low", value_text(extent.range()->low, chart.axis.unit, labels)},
                     {"high", value_text(extent.range()->high, chart.axis.unit, labels)}}),
        style.id);
}

}  // namespace dcc::chart
