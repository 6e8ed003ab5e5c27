#pragma once

#include "sample.hpp"

#include <limits>
#include <string>
#include <vector>

namespace dcc::test {

// Charts of what seldom comes, each under its name.
struct Odd {
    std::string name;
    Chart chart;
};

inline LineChart line_of(std::string title, std::vector<std::optional<Value>> const &values,
                         Axis axis = {"", Unit::number}) {
    LineChart chart{std::move(title), std::move(axis), {"a"}, {}};
    for (std::size_t i = 0; i < values.size(); ++i)
        chart.periods.push_back({"P" + std::to_string(i + 1), {values[i]}});
    return chart;
}

inline BarChart bars_of(std::string title, std::vector<Bar> bars, Axis axis = {"", Unit::number}) {
    return {std::move(title), std::move(axis), std::move(bars)};
}

inline std::vector<Odd> odd_charts() {
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    constexpr auto no_number = std::numeric_limits<double>::quiet_NaN();
    auto const long_label = std::string{"保修期内上门维修服务（含异地网点派工及备件调拨）"};
    std::vector<Odd> odd{
        {"no bars", bars_of("No bars", {})},
        {"bars without values", bars_of("Bars without values", {{"a", {}}, {"b", {}}})},
        {"no lines", LineChart{"No lines", {}, {}, {}}},
        {"no control points", ControlChart{"No control points", {}, {}}},
        {"no ageing", StackedBars{"No ageing", {}, {}, {}}},
        {"ageing without parts", StackedBars{"Ageing without parts", {}, {}, {{"a", {Value{3}}}}}},
        {"no dots", ScatterPlot{"No dots", {}, {}, {}, ""}},
        {"no units", FunnelPlot{"No units", {}, {}, {}, {}}},
        {"no course", Sparkline{"No course", {}, {}}},
        {"one bar", bars_of("One bar", {{"only", Value{12, Range{8, 19}}}}, {"n", Unit::count})},
        {"one point", line_of("One point", {Value{3}})},
        {"one course", Sparkline{"One course", {}, {{"a", Value{3}}}}},
        {"one dot", ScatterPlot{"One dot", {}, {}, {{2, 3}}, ""}},
        {"one control point", ControlChart{"One control point", {}, {{"a", 2, {}, false}}}},
        {"all equal",
         line_of("All equal", {Value{7}, Value{7}, Value{7}}, {"", Unit::number, false})},
        {"all zero", line_of("All zero", {Value{0}, Value{0}}, {"", Unit::count})},
        {"bars of zero",
         bars_of("Bars of zero", {{"a", Value{0}}, {"b", Value{0}}}, {"", Unit::span})},
        {"negative bars",
         bars_of("Negative bars",
                 {{"left", Value{-3, Range{-5, -1}}}, {"right", Value{2}}, {"none", {}}})},
        {"all negative", line_of("All negative", {Value{-3}, Value{-1}, Value{-4}})},
        {"huge",
         bars_of("Huge",
                 {{"1e100", Value{1e100}}, {"-1e100", Value{-1e100}}, {"1e101", Value{1e101}}})},
        {"large", line_of("Large", {Value{123456789}, Value{987654321}}, {"sum", Unit::count})},
        {"tiny", line_of("Tiny", {Value{1e-310}, Value{3e-310}})},
        {"nearly equal",
         line_of("Nearly equal", {Value{1e15}, Value{1e15 + 1}}, {"", Unit::number, false})},
        {"not finite",
         line_of("Not finite", {Value{infinite}, Value{2, Range{-infinite, 3}}, Value{no_number}})},
        {"gaps", line_of("Gaps", {Value{1}, {}, Value{2}, Value{3}, {}, {}, Value{1}})},
        {"long labels", bars_of("Long labels", {{long_label + long_label, Value{5}},
                                                {std::string(300, 'W'), Value{3}},
                                                {"", Value{1}}})},
        {"long title of an axis", line_of("Long title of an axis", {Value{1}, Value{2}},
                                          {long_label + long_label + long_label, Unit::number})},
        {"huge sum", StackedBars{"Huge sum",
                                 {},
                                 {"a", "b"},
                                 {{"x", {Value{1e100}, Value{1e100}}}, {"y", {Value{-1}}}}}},
    };
    BarChart many{"60 categories", {"cases", Unit::count}, {}};
    LineChart series{"Nine series over 60 weeks", {"cases", Unit::count}, {}, {}};
    StackedBars parts{"Nine parts", {"cases", Unit::count}, {}, {{"a", {}}, {long_label, {}}}};
    for (std::size_t i = 0; i < 60; ++i)
        many.bars.push_back(
            {"category " + std::to_string(i + 1), Value{60.0 - static_cast<double>(i)}});
    for (std::size_t i = 0; i < 9; ++i) {
        series.series.push_back("series " + std::to_string(i + 1));
        parts.parts.push_back("part " + std::to_string(i + 1));
        for (auto &bar : parts.bars) bar.values.push_back(Value{5.0 + static_cast<double>(i)});
    }
    for (auto const &week : weeks(60)) {
        Row row{week, {}};
        for (std::size_t i = 0; i < 9; ++i)
            row.values.push_back(Value{10.0 * static_cast<double>(i + 1) +
                                       std::sin(static_cast<double>(series.periods.size() + i))});
        series.periods.push_back(row);
    }
    ScatterPlot dots{"10,000 dots", {"x", Unit::number}, {"y", Unit::number}, {}, "n = 10,000"};
    Random random{5};
    for (int i = 0; i < 10000; ++i)
        dots.points.emplace_back(static_cast<double>(random.below(100000)),
                                 static_cast<double>(random.below(100000)));
    odd.push_back({"60 bars", many});
    odd.push_back({"nine series", series});
    odd.push_back({"nine parts", parts});
    odd.push_back({"10,000 dots", dots});
    return odd;
}

inline Page odd_page() {
    Page page{"Odd charts", "", {}, {}, {}, ""};
    Section section{"All of them", "", {}};
    for (auto const &odd : odd_charts())
        section.parts.push_back(Figure{odd.chart, Table{{}, {}, "No table", {}}, "", {}});
    page.sections = {section, {"An empty section", "", {}}};
    return page;
}

}  // namespace dcc::test
