#include "tools.hpp"

namespace dcc::cli {

std::vector<Tool> all_tools() {
    std::vector<Tool> tools;
    tools.push_back(make_intake_tool());
    tools.push_back(make_route_tool());
    tools.push_back(make_case_tool());
    tools.push_back(make_complaint_tool());
    tools.push_back(make_report_tool());
    tools.push_back(make_admin_tool());
    for (auto &tool : tools) tool.complete();
    return tools;
}

}  // namespace dcc::cli
