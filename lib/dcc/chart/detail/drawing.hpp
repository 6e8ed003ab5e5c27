#pragma once

#include <dcc/chart/palette.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::chart {

// All charts are this wide, in units of the drawing. A phone shows it at about its size.
constexpr double chart_width = 440;
constexpr double line_height = 18;
// The width that a text takes in the widest of the usual fonts, DejaVu Sans; others take up to a
// fifth less.
double text_width(std::string_view text);
// The text shortened to so many units.
std::string fit(std::string_view text, double width);

struct Spot {
    double x = 0;
    double y = 0;
};

// The data of a path (SVG 2, 9.3), with coordinates in tenths.
class Path {
  public:
    Path &move(Spot to) { return add('M', {to.x, to.y}); }
    Path &line(Spot to) { return add('L', {to.x, to.y}); }
    Path &across(double x) { return add('H', {x}); }
    Path &down(double y) { return add('V', {y}); }
    Path &close() { return add('Z', {}); }
    Path &segment(Spot from, Spot to) { return move(from).line(to); }
    Path &box(Spot from, Spot to);
    // One of six shapes, about 7 units wide.
    Path &marker(std::size_t shape, Spot at);
    // A larger rhombus around such a marker.
    Path &rhombus(Spot at, double radius);

    std::string const &data() const { return data_; }

  private:
    Path &add(char command, std::vector<double> const &numbers);

    std::string data_;
};

// The dashes of the lines of several series; empty: a full line.
std::string_view dashes(std::size_t series);

// An SVG drawing that is being made. Where there is no style sheet it has the colours of light
// paper.
class Drawing {
  public:
    enum class Anchor { start, middle, end };

    struct Pen {
        double width = 1;
        std::string_view dashes = {};
        bool round = false;
    };

    void stroke(Path const &path, Paint paint, Pen const &pen);
    void stroke(Path const &path, Paint paint) { stroke(path, paint, Pen{}); }
    void fill(Path const &path, Paint paint);
    // Fills with one of six hatchings in the colour of paper; the first is none.
    void hatch(Path const &path, std::size_t hatching, std::string_view id);
    // The hatchings up to that one, for hatch() with the same id.
    void define_hatchings(std::size_t last, std::string_view id);
    // A text on one line. Where it is shortened to `width` units, its whole is shown on demand.
    void text(Spot at, std::string_view words, Anchor anchor, Paint paint = Paint::text,
              double width = chart_width);

    // The same with a margin in the colour of paper, for a text that may stand on lines.
    void text_on_lines(Spot at, std::string_view words, Anchor anchor, double width);

    // The whole element. The description is for those who do not see the drawing.
    std::string element(double width, double height, std::string_view title,
                        std::string_view description, std::string_view id) const;

  private:
    void add_text(Spot at, std::string_view words, Anchor anchor, std::string_view attributes,
                  double width);

    std::string body_;
};

// One entry of a legend: a line with a marker, or a box.
struct LegendEntry {
    std::string name;
    Paint paint = Paint::first;
    enum class Sign { line, marker, outside, box, whisker } sign = Sign::line;
    std::size_t look = 0;  // shape and dashes, or hatching
    std::string_view dashed = {};
};

// Draws the entries in lines from (0, y) on. Gives the y below them.
double draw_legend(Drawing &drawing, std::vector<LegendEntry> const &entries, double y,
                   std::string_view id);

}  // namespace dcc::chart
