#include <dcc/chart/detail/frame.hpp>

#include <algorithm>

namespace dcc::chart {
namespace {

using Anchor = Drawing::Anchor;

constexpr double plot_height = 180;

}  // namespace

Frame::Frame(Extent const &extent, Axis const &axis, double top, wording::PageLabels const &labels)
    : title_{axis.title},
      top_{top + (title_.empty() ? 8 : line_height + 6)},
      bottom_{top_ + plot_height},
      y_{extent, axis, bottom_, top_, 5},
      left_{0},
      right_{chart_width - 6} {
    for (auto const tick : y_.ticks())
        left_ = std::max(left_, text_width(y_.text(tick, labels)) + 8);
}

double Frame::middle(std::size_t period, std::size_t periods) const {
    return left_ +
           (right_ - left_) * (static_cast<double>(period) + 0.5) / static_cast<double>(periods);
}

void Frame::draw_behind(Drawing &drawing, wording::PageLabels const &labels) const {
    drawing.text({0, top_ - 12}, title_, Anchor::start, Paint::muted);
    Path grid;
    for (auto const tick : y_.ticks()) {
        auto const y = y_(tick);
        grid.move({left_, y}).across(right_);
        drawing.text({left_ - 6, y + 4.5}, y_.text(tick, labels), Anchor::end, Paint::muted);
    }
    drawing.stroke(grid, Paint::grid);
    auto const base = std::clamp(0.0, y_.low(), y_.high());
    drawing.stroke(Path{}.move({left_, y_(base)}).across(right_), Paint::axis);
}

double Frame::draw_periods(Drawing &drawing, std::span<std::string_view const> names) const {
    constexpr double most_width = 90;
    constexpr double gap = 10;
    double widest = 0;
    for (auto const name : names) widest = std::max(widest, text_width(name));
    auto const width = std::min(widest, most_width);
    auto const place = (right_ - left_) / static_cast<double>(names.size());
    // The last one stands further left where it would not fit.
    auto const shift =
        std::max(0.0, middle(names.size() - 1, names.size()) + width / 2 - chart_width);
    auto const room = width + gap + shift;
    std::size_t const every = place >= room ? 1 : static_cast<std::size_t>(room / place) + 1;
    Path marks;
    // The last period is the one of most interest, so that they are counted from there.
    for (std::size_t i = (names.size() - 1) % every; i < names.size(); i += every) {
        auto const x = middle(i, names.size());
        auto const half = std::min(text_width(names[i]), width) / 2;
        marks.move({x, bottom_}).down(bottom_ + 4);
        drawing.text({std::clamp(x, half, chart_width - half), bottom_ + 18}, names[i],
                     Anchor::middle, Paint::muted, width);
    }
    drawing.stroke(marks, Paint::axis);
    return bottom_ + 24;
}

double Frame::draw_below(Drawing &drawing, Scale const &x, Axis const &axis,
                         wording::PageLabels const &labels) const {
    Path marks;
    double free = 0;
    for (auto const tick : x.ticks()) {
        auto const words = x.text(tick, labels);
        auto const half = text_width(words) / 2;
        auto const at = std::min(x(tick), chart_width - half);
        marks.move({x(tick), bottom_}).down(bottom_ + 4);
        if (at - half < free) continue;
        drawing.text({at, bottom_ + 18}, words, Anchor::middle, Paint::muted);
        free = at + half + 8;
    }
    drawing.stroke(marks, Paint::axis);
    return draw_note(drawing, axis.title, bottom_ + 20);
}

double Frame::draw_note(Drawing &drawing, std::string const &note, double y) const {
    if (note.empty()) return y + 4;
    drawing.text({right_, y + 15}, note, Anchor::end, Paint::muted);
    return y + line_height + 2;
}

}  // namespace dcc::chart
