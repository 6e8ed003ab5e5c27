#pragma once

#include "common/tool.hpp"

#include <vector>

namespace dcc::cli {

Tool make_admin_tool();
Tool make_case_tool();
Tool make_intake_tool();
Tool make_report_tool();
Tool make_route_tool();

// Each makes one tool with its verbs.
std::vector<Tool> all_tools();

}  // namespace dcc::cli
