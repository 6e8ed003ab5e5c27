#pragma once

#include "common/tool.hpp"

#include <vector>

namespace dcc::cli {

// Each makes one tool with its verbs.
Tool make_admin_tool();
Tool make_case_tool();
Tool make_complaint_tool();
Tool make_intake_tool();
Tool make_report_tool();
Tool make_route_tool();

// All tools, complete, for the completion scripts.
std::vector<Tool> all_tools();

}  // namespace dcc::cli
