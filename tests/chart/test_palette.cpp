#include <dcc/chart/palette.hpp>
#include <dcc/chart/style.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::chart;

namespace {

using Rgb = std::array<double, 3>;  // linear

Rgb linear(std::string_view colour) {
    REQUIRE(colour.size() == 7);
    Rgb rgb{};
    for (std::size_t i = 0; i < 3; ++i) {
        auto const value = std::stoi(std::string{colour.substr(1 + 2 * i, 2)}, nullptr, 16) / 255.0;
        rgb[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    }
    return rgb;
}

// WCAG 2.2, "relative luminance" and "contrast ratio".
double luminance(std::string_view colour) {
    auto const [r, g, b] = linear(colour);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

double contrast(std::string_view a, std::string_view b) {
    auto const [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

// The colour as somebody without red, green or blue cones sees it: G. Machado et al., "A
// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE Transactions on
// Visualization and Computer Graphics 15 (2009), severity 1.
using Matrix = std::array<Rgb, 3>;
constexpr std::array<Matrix, 3> deficiencies{
    Matrix{Rgb{0.152286, 1.052583, -0.204868}, Rgb{0.114503, 0.786281, 0.099216},
           Rgb{-0.003882, -0.048116, 1.051998}},
    Matrix{Rgb{0.367322, 0.860646, -0.227968}, Rgb{0.280085, 0.672501, 0.047413},
           Rgb{-0.011820, 0.042940, 0.968881}},
    Matrix{Rgb{1.255528, -0.076749, -0.178779}, Rgb{-0.078411, 0.930809, 0.147602},
           Rgb{0.004733, 0.691367, 0.303900}}};

Rgb seen(Matrix const &matrix, Rgb const &rgb) {
    Rgb result{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) result[i] += matrix[i][j] * rgb[j];
    return result;
}

// The distance of two colours in Oklab (B. Ottosson, 2020): 0.02 can just be told apart.
double distance(Rgb const &a, Rgb const &b) {
    auto const lab = [](Rgb const &c) {
        auto const root = [](double x) { return std::cbrt(std::max(x, 0.0)); };
        auto const l = root(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
        auto const m = root(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
        auto const s = root(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
        return Rgb{0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                   1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                   0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
    };
    auto const x = lab(a);
    auto const y = lab(b);
    return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

}  // namespace

TEST_CASE("The palette is in the order of its enum") {
    for (std::size_t i = 0; i < palette.size(); ++i)
        CHECK(static_cast<std::size_t>(palette[i].paint) == i);
}

TEST_CASE("Text has a contrast of 4.5 : 1, and what carries a meaning one of 3 : 1") {
    for (auto const shade : {&Colour::light, &Colour::dark}) {
        auto const of = [&](Paint paint) { return colour_of(paint).*shade; };
        for (auto const text : {Paint::text, Paint::muted, Paint::link})
            for (auto const behind : {Paint::paper, Paint::panel}) {
                CAPTURE(colour_of(text).name);
                CHECK(contrast(of(text), of(behind)) >= 4.5);
            }
        for (auto const &colour : palette) {
            if (colour.paint <= Paint::grid) continue;
            CAPTURE(colour.name);
            CHECK(contrast(colour.*shade, of(Paint::paper)) >= 3);
        }
        // A sparkline stands on a card, a whisker on a bar.
        CHECK(contrast(of(Paint::first), of(Paint::panel)) >= 3);
        CHECK(contrast(of(Paint::text), of(Paint::bar)) >= 3);
    }
}

TEST_CASE("Series can be told apart with any colour vision, and steps by their order") {
    for (auto const shade : {&Colour::light, &Colour::dark}) {
        for (auto a = Paint::first; a < Paint::sixth; a = Paint{static_cast<int>(a) + 1})
            for (auto b = Paint{static_cast<int>(a) + 1}; b <= Paint::sixth;
                 b = Paint{static_cast<int>(b) + 1}) {
                auto const first = linear(colour_of(a).*shade);
                auto const second = linear(colour_of(b).*shade);
                CAPTURE(colour_of(a).name);
                CAPTURE(colour_of(b).name);
                CHECK(distance(first, second) >= 0.06);
                for (auto const &deficiency : deficiencies)
                    CHECK(distance(seen(deficiency, first), seen(deficiency, second)) >= 0.04);
            }
        // Older is further from the paper.
        for (auto step = Paint::step1; step < Paint::step6;
             step = Paint{static_cast<int>(step) + 1}) {
            auto const next = Paint{static_cast<int>(step) + 1};
            auto const paper = colour_of(Paint::paper).*shade;
            CHECK(contrast(colour_of(next).*shade, paper) >
                  1.15 * contrast(colour_of(step).*shade, paper));
        }
    }
}

TEST_CASE("The style sheet has every colour and loads nothing") {
    auto const sheet = style_sheet();
    for (auto const &colour : palette) {
        CHECK(sheet.find("--" + std::string{colour.name} + ":" + std::string{colour.light}) !=
              sheet.npos);
        CHECK(sheet.find("--" + std::string{colour.name} + ":" + std::string{colour.dark}) !=
              sheet.npos);
    }
    for (auto const *part : {"url(", "@import", "@font-face", "http", "<", "&"})
        CHECK(sheet.find(part) == sheet.npos);
}
