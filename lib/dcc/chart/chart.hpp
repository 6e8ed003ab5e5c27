#pragma once

#include <dcc/wording/page_labels.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dcc::chart {

// Charts as values, and as SVG. A number that is infinite, not a number, or beyond ±10^100 is
// treated as absent. All texts may come from anywhere; they are escaped.

// What a number counts. It decides how the number is written and where an axis has its ticks.
enum class Unit {
    count,   // whole numbers: 1,234
    number,  // 12.34
    share,   // a proportion: 0.934 is 93.4 %
    span,    // seconds: 2d 4h
    worked,  // seconds of working time: 52h
};

struct Axis {
    std::string title;
    Unit unit = Unit::number;
    bool from_zero = true;  // bars always are
};

struct Range {
    double low = 0;
    double high = 0;
};

struct Value {
    double value = 0;
    std::optional<Range> range = {};  // its 95 % interval, drawn as a whisker
};

// One value under a label: a bar.
struct Bar {
    std::string label;
    std::optional<Value> value;
};

// Several values under a label: a period of a line chart, a bar in parts. Values stand in the order
// of the names of the series; those missing at the end are absent.
struct Row {
    std::string label;
    std::vector<std::optional<Value>> values;
};

// Horizontal bars, at most 20; a chart says how many it leaves out.
struct BarChart {
    std::string title;
    Axis axis;
    std::vector<Bar> bars;
};

// Values over time, a gap where one is absent. At most six series are drawn; a chart says so.
struct LineChart {
    std::string title;
    Axis axis;
    std::vector<std::string> series;
    std::vector<Row> periods;
};

struct ControlLimits {
    double centre = 0;
    double low = 0;
    double high = 0;
};

struct ControlPoint {
    std::string label;
    std::optional<double> value;
    std::optional<ControlLimits> limits;
    bool change = false;  // the centre is another one from here on
};

// A control chart: what is outside the limits is marked by its shape too.
struct ControlChart {
    std::string title;
    Axis axis;
    std::vector<ControlPoint> points;
};

// Horizontal bars in parts, such as open cases by age; at most 20 bars. Parts after the fifth are
// drawn as one. Negative values are treated as absent.
struct StackedBars {
    std::string title;
    Axis axis;
    std::vector<std::string> parts;
    std::vector<Row> bars;
};

// Pairs of values. `note` is printed below, such as the rank correlation with its interval; no
// trend is drawn.
struct ScatterPlot {
    std::string title;
    Axis x;
    Axis y;
    std::vector<std::pair<double, double>> points;
    std::string note;
};

struct FunnelPoint {
    std::string label;
    double expected = 0;
    double ratio = 0;  // observed / expected
    bool outside = false;
};

// The limits of the ratio by the expected count, in ascending order of it, with their name such as
// "99.8 %". The first two sets are drawn.
struct FunnelLimits {
    std::string name;
    std::vector<std::pair<double, Range>> curve;
};

// Units against what was expected of them; those outside are named.
struct FunnelPlot {
    std::string title;
    Axis x;
    Axis y;
    std::vector<FunnelPoint> points;
    std::vector<FunnelLimits> limits;
};

// A small line without axes, for a card.
struct Sparkline {
    std::string title;
    Axis axis;
    std::vector<Bar> periods;
};

using Chart = std::variant<BarChart, LineChart, ControlChart, StackedBars, ScatterPlot, FunnelPlot,
                           Sparkline>;

// The chart as an <svg> element with title, description and real text. It needs no style sheet, and
// takes the colours of one that names those of the palette (style_sheet() in style.hpp). `id`
// must be another one for each chart of a page: letters and digits. The same chart gives the same
// bytes.
std::string svg(Chart const &chart, wording::PageLabels const &labels, std::string_view id);

// A number of the unit, for people: "1,234", "12.34", "93.4 %", "2d 4h"; "–" for an absent one.
std::string value_text(std::optional<double> value, Unit unit, wording::PageLabels const &labels);

// The title of a chart.
std::string const &title_of(Chart const &chart);

}  // namespace dcc::chart
