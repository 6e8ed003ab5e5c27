#pragma once

#include <dcc/chart/detail/drawing.hpp>
#include <dcc/chart/detail/scale.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dcc::chart {

// The frame of a chart with values upwards: grid and ticks on the left, something else below.
class Frame {
  public:
    // `top` is the end of what stands above: the legend. The title of the axis is drawn there.
    Frame(Extent const &extent, Axis const &axis, double top, wording::PageLabels const &labels);

    Scale const &y() const { return y_; }
    double left() const { return left_; }
    double right() const { return right_; }
    double top() const { return top_; }
    double bottom() const { return bottom_; }
    // The middle of the place of one of so many periods.
    double middle(std::size_t period, std::size_t periods) const;

    void draw_behind(Drawing &drawing, wording::PageLabels const &labels) const;
    // The labels of periods, as many as there is room for. Gives the y below them.
    double draw_periods(Drawing &drawing, std::span<std::string_view const> names) const;
    // The ticks and the title of a second axis. Gives the y below them.
    double draw_below(Drawing &drawing, Scale const &x, Axis const &axis,
                      wording::PageLabels const &labels) const;
    // A line of text below; nothing when it is empty. Gives the y below it.
    double draw_note(Drawing &drawing, std::string const &note, double y) const;

  private:
    std::string title_;
    double top_;
    double bottom_;
    Scale y_;
    double left_;
    double right_;
};

}  // namespace dcc::chart
