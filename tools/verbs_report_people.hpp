#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Adds the reports about customers and the people who serve them.
void add_people_reports(Tool &tool);

}  // namespace dcc::cli
