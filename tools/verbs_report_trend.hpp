#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Adds the reports over time: trend, indicators, summary.
void add_trend_reports(Tool &tool);

}  // namespace dcc::cli
