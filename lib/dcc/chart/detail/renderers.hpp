#pragma once

#include <dcc/chart/chart.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace dcc::chart {

// What svg() is given besides the chart.
struct Style {
    wording::PageLabels const &labels;
    std::string_view id;
};

std::string draw(BarChart const &chart, Style const &style);
std::string draw(LineChart const &chart, Style const &style);
std::string draw(ControlChart const &chart, Style const &style);
std::string draw(StackedBars const &chart, Style const &style);
std::string draw(ScatterPlot const &chart, Style const &style);
std::string draw(FunnelPlot const &chart, Style const &style);
std::string draw(Sparkline const &chart, Style const &style);

// The drawing of a chart without values: it says so.
std::string draw_nothing(std::string const &title, Style const &style);

// "Drawn: 20 of 60. …"; empty when all are drawn.
std::string left_out(std::size_t drawn, std::size_t all, wording::PageLabels const &labels);

}  // namespace dcc::chart
