#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dcc::chart {

// What a colour is for.
enum class Paint {
    paper,  // behind everything
    panel,  // behind cards and headings of tables
    text,
    muted,  // text of less weight
    link,
    grid,   // lines that only help the eye
    axis,   // lines that carry a meaning
    bar,    // bars, below the whiskers in the colour of text
    alarm,  // what is outside the limits
    first,  // of several series
    second,
    third,
    fourth,
    fifth,
    sixth,
    step1,  // of what is in an order, such as ages
    step2,
    step3,
    step4,
    step5,
    step6,
};

// A colour as sRGB, "#0072b2", on light and on dark paper. `name` is that of its custom property.
struct Colour {
    Paint paint;
    std::string_view name;
    std::string_view light;
    std::string_view dark;
};

// The series are the colours of M. Okabe and K. Ito, "Color Universal Design" (2008), which people
// of all kinds of colour vision can tell apart, darkened or lightened until each has a contrast of
// 3 : 1 to the paper (WCAG 2.2, 1.4.11); texts have 4.5 : 1 (1.4.3). Colour is never the only sign:
// series also differ in markers and dashes, steps in hatching.
inline constexpr std::array<Colour, 21> palette{{
    {Paint::paper, "paper", "#ffffff", "#15181e"}, {Paint::panel, "panel", "#f4f6f8", "#1f242d"},
    {Paint::text, "text", "#1b1f24", "#eceff3"},   {Paint::muted, "muted", "#545b66", "#b3bac5"},
    {Paint::link, "link", "#0a58a6", "#7cc0ff"},   {Paint::grid, "grid", "#dde1e6", "#353b46"},
    {Paint::axis, "axis", "#6b7280", "#8b93a1"},   {Paint::bar, "bar", "#0072b2", "#2f86c5"},
    {Paint::alarm, "alarm", "#b83200", "#ff8a5c"}, {Paint::first, "s1", "#0072b2", "#56b4e9"},
    {Paint::second, "s2", "#dd5e00", "#e69f00"},   {Paint::third, "s3", "#0e764c", "#27d682"},
    {Paint::fourth, "s4", "#c56c9b", "#d58bbb"},   {Paint::fifth, "s5", "#945d00", "#f0e442"},
    {Paint::sixth, "s6", "#4d4d4d", "#c8c8c8"},    {Paint::step1, "a1", "#5293c8", "#2f70a8"},
    {Paint::step2, "a2", "#3b7ab4", "#4787c0"},    {Paint::step3, "a3", "#28629f", "#66a0d3"},
    {Paint::step4, "a4", "#184b83", "#8dbce3"},    {Paint::step5, "a5", "#0d3563", "#b5d6f0"},
    {Paint::step6, "a6", "#071f3d", "#dfeefa"},
}};

constexpr Colour const &colour_of(Paint paint) {
    return palette[static_cast<std::size_t>(paint)];
}

}  // namespace dcc::chart
