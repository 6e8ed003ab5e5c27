#include <dcc/base/text.hpp>
#include <dcc/chart/detail/drawing.hpp>
#include <dcc/chart/markup.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace dcc::chart {
namespace {

// In tenths without a needless zero: "12", "12.5". What is far outside of any drawing stays
// outside.
std::string coordinate(double value) {
    constexpr double far = 1e5;
    auto const tenths =
        std::llround((std::isfinite(value) ? std::clamp(value, -far, far) : far) * 10);
    auto const sign = tenths < 0 ? "-" : "";
    auto const size = std::abs(tenths);
    return size % 10 == 0 ? fmt::format("{}{}", sign, size / 10)
                          : fmt::format("{}{}.{}", sign, size / 10, size % 10);
}

std::string fill_of(Paint paint) {
    auto const &colour = colour_of(paint);
    return fmt::format("class=\"f-{}\" fill=\"{}\"", colour.name, colour.light);
}

std::string stroke_of(Paint paint) {
    auto const &colour = colour_of(paint);
    return fmt::format("class=\"k-{}\" stroke=\"{}\" fill=\"none\"", colour.name, colour.light);
}

// Lines in a square of 6 units, for hatchings after the first, which has none.
constexpr std::array<std::string_view, 5> hatchings{"M-1 1L1-1M0 6L6 0M5 7L7 5", "M0 3H6",
                                                    "M-1 5L1 7M0 0L6 6M5-1L7 1", "M3 0V6",
                                                    "M0 0L6 6M0 6L6 0"};

}  // namespace

double text_width(std::string_view text) {
    constexpr std::string_view narrow = "iljtfrI.,:;'!|()[]- ";
    constexpr std::string_view wide = "WMmw@%";
    double width = 0;
    std::size_t ascii = 0;
    for (auto const c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) continue;
        ++ascii;
        width += narrow.find(c) != narrow.npos ? 5
                 : wide.find(c) != wide.npos   ? 12.9
                 : c >= 'A' && c <= 'Z'        ? 9.4
                                               : 8.1;
    }
    // A Chinese character is as wide as the font is high, in two columns.
    constexpr double other_column = 6.6;
    auto const columns = display_width(text);
    return width + other_column * static_cast<double>(columns - std::min(ascii, columns));
}

std::string fit(std::string_view text, double width) {
    auto columns = display_width(text);
    std::string fitting{text};
    while (columns > 1 && text_width(fitting) > width) {
        auto const share = width / text_width(fitting);
        columns = std::min(columns - 1,
                           static_cast<std::size_t>(share * static_cast<double>(columns)) + 1);
        fitting = shorten(text, columns);
    }
    return fitting;
}

Path &Path::add(char command, std::vector<double> const &numbers) {
    data_ += command;
    char const *separator = "";
    for (auto const number : numbers) {
        auto const text = coordinate(number);
        if (*separator != '\0' && !text.starts_with('-')) data_ += separator;
        data_ += text;
        separator = " ";
    }
    return *this;
}

Path &Path::box(Spot from, Spot to) {
    return move(from).across(to.x).down(to.y).across(from.x).close();
}

Path &Path::rhombus(Spot at, double r) {
    return move({at.x, at.y - r})
        .line({at.x + r, at.y})
        .line({at.x, at.y + r})
        .line({at.x - r, at.y})
        .close();
}

Path &Path::marker(std::size_t shape, Spot at) {
    auto const [x, y] = at;
    switch (shape % 6) {
        case 0: {
            // A circle, as two arcs.
            constexpr auto arc = "a3.2 3.2 0 1 0";
            move({x - 3.2, y});
            data_ += fmt::format("{} 6.4 0{}-6.4 0Z", arc, arc);
            return *this;
        }
        case 1: return box({x - 3, y - 3}, {x + 3, y + 3});
        case 2: return move({x, y - 4}).line({x + 4, y + 3}).line({x - 4, y + 3}).close();
        case 3: return rhombus(at, 4.2);
        case 4: return move({x, y + 4}).line({x + 4, y - 3}).line({x - 4, y - 3}).close();
        default:
            // A cross.
            return box({x - 1.3, y - 4}, {x + 1.3, y + 4}).box({x - 4, y - 1.3}, {x + 4, y + 1.3});
    }
}

std::string_view dashes(std::size_t series) {
    constexpr std::array<std::string_view, 6> all{"", "6 3", "2 3", "9 3 2 3", "12 4", "4 2 1 2"};
    return all[series % all.size()];
}

void Drawing::stroke(Path const &path, Paint paint, Pen const &pen) {
    if (path.data().empty()) return;
    body_ += fmt::format("<path {} stroke-width=\"{}\"", stroke_of(paint), coordinate(pen.width));
    if (!pen.dashes.empty()) body_ += fmt::format(" stroke-dasharray=\"{}\"", pen.dashes);
    if (pen.round) body_ += " stroke-linecap=\"round\" stroke-linejoin=\"round\"";
    body_ += fmt::format(" d=\"{}\"/>\n", path.data());
}

void Drawing::fill(Path const &path, Paint paint) {
    if (path.data().empty()) return;
    body_ += fmt::format("<path {} d=\"{}\"/>\n", fill_of(paint), path.data());
}

void Drawing::hatch(Path const &path, std::size_t hatching, std::string_view id) {
    if (hatching == 0 || path.data().empty()) return;
    body_ += fmt::format("<path fill=\"url(#{}h{})\" d=\"{}\"/>\n", id, hatching, path.data());
}

void Drawing::define_hatchings(std::size_t last, std::string_view id) {
    body_ += "<defs>";
    for (std::size_t i = 1; i <= std::min(last, hatchings.size()); ++i)
        body_ += fmt::format(
            "<pattern id=\"{}h{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
            "<path {} stroke-width=\".8\" d=\"{}\"/></pattern>",
            id, i, stroke_of(Paint::paper), hatchings[i - 1]);
    body_ += "</defs>\n";
}

void Drawing::add_text(Spot at, std::string_view words, Anchor anchor, std::string_view attributes,
                       double width) {
    constexpr std::array<std::string_view, 3> anchors{"", " text-anchor=\"middle\"",
                                                      " text-anchor=\"end\""};
    if (words.empty()) return;
    auto const shown = fit(words, width);
    body_ += fmt::format("<text x=\"{}\" y=\"{}\"{}{}>", coordinate(at.x), coordinate(at.y),
                         anchors[static_cast<std::size_t>(anchor)], attributes);
    if (shown != words) body_ += fmt::format("<title>{}</title>", escape(words));
    body_ += escape(shown) + "</text>\n";
}

void Drawing::text(Spot at, std::string_view words, Anchor anchor, Paint paint, double width) {
    add_text(at, words, anchor, paint == Paint::text ? "" : " " + fill_of(paint), width);
}

void Drawing::text_on_lines(Spot at, std::string_view words, Anchor anchor, double width) {
    auto const &paper = colour_of(Paint::paper);
    add_text(at, words, anchor,
             fmt::format(" class=\"k-{}\" stroke=\"{}\" stroke-width=\"4\" "
                         "stroke-linejoin=\"round\" paint-order=\"stroke\"",
                         paper.name, paper.light),
             width);
}

std::string Drawing::element(double width, double height, std::string_view title,
                             std::string_view description, std::string_view id) const {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-labelledby=\"{}t {}d\" font-family=\"sans-serif\" font-size=\"13\" {}>\n"
        "<title id=\"{}t\">{}</title>\n<desc id=\"{}d\">{}</desc>\n{}</svg>\n",
        coordinate(width), coordinate(height), id, id, fill_of(Paint::text), id, escape(title), id,
        escape(description), body_);
}

double draw_legend(Drawing &drawing, std::vector<LegendEntry> const &entries, double y,
                   std::string_view id) {
    constexpr double sign_width = 24;
    constexpr double gap = 14;
    if (entries.empty()) return y;
    double x = 0;
    for (auto const &entry : entries) {
        auto const room = chart_width - sign_width - 6;
        auto const width = sign_width + 6 + std::min(text_width(entry.name), room);
        if (x > 0 && x + width > chart_width) {
            x = 0;
            y += line_height;
        }
        Spot const middle{x + sign_width / 2, y + 9};
        auto const box = Path{}.box({x + 6, y + 3}, {x + sign_width - 2, y + 15});
        switch (entry.sign) {
            case LegendEntry::Sign::line:
                drawing.stroke(Path{}.move({x, middle.y}).across(x + sign_width), entry.paint,
                               {2, entry.dashed, false});
                break;
            case LegendEntry::Sign::marker:
                drawing.stroke(Path{}.move({x, middle.y}).across(x + sign_width), entry.paint,
                               {2, entry.dashed, false});
                drawing.fill(Path{}.marker(entry.look, middle), entry.paint);
                break;
            case LegendEntry::Sign::outside:
                drawing.fill(Path{}.rhombus(middle, 6), entry.paint);
                break;
            case LegendEntry::Sign::box:
                drawing.fill(box, entry.paint);
                drawing.hatch(box, entry.look, id);
                break;
            case LegendEntry::Sign::whisker:
                drawing.stroke(Path{}
                                   .move({x + 3, middle.y})
                                   .across(x + sign_width - 3)
                                   .segment({x + 3, middle.y - 4}, {x + 3, middle.y + 4})
                                   .segment({x + sign_width - 3, middle.y - 4},
                                            {x + sign_width - 3, middle.y + 4}),
                               entry.paint, {1.5});
                break;
        }
        drawing.text({x + sign_width + 6, y + 13.5}, entry.name, Drawing::Anchor::start,
                     Paint::text, room);
        x += width + gap;
    }
    return y + line_height + 4;
}

}  // namespace dcc::chart
