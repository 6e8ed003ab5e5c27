#pragma once

#include <dcc/chart/chart.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::chart {

// The value when it can be drawn, see chart.hpp.
std::optional<double> drawable(double value);
std::optional<double> drawable(std::optional<double> const &value);
std::optional<Value> drawable(std::optional<Value> const &value);

// The least and the greatest of the numbers that were added.
class Extent {
  public:
    void add(double value);
    void add(std::optional<double> const &value);
    // The value and its range.
    void add(std::optional<Value> const &value);

    std::optional<Range> const &range() const { return range_; }

  private:
    std::optional<Range> range_;
};

// Maps values to places on an axis, with ticks at round numbers of the unit.
class Scale {
  public:
    // `from` and `to` are where the least and the greatest value are drawn. About `ticks` ticks.
    Scale(Extent const &extent, Axis const &axis, double from, double to, int ticks);

    double operator()(double value) const;
    double low() const { return low_; }
    double high() const { return high_; }
    std::vector<double> const &ticks() const { return ticks_; }
    // How the tick is written at the axis. All ticks have the same decimals and the same unit.
    std::string text(double tick, wording::PageLabels const &labels) const;

  private:
    Unit unit_;
    double low_ = 0;
    double high_ = 1;
    double step_ = 1;
    double from_;
    double to_;
    std::vector<double> ticks_;
};

}  // namespace dcc::chart
