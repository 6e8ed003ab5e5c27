#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Adds what others read: the facts of all cases, and the page for management.
void add_page_reports(Tool &tool);

}  // namespace dcc::cli
