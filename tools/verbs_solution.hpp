#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verbs by which a solution is drafted, reviewed and confirmed, and a completion date promised.
void add_solution(Tool &tool);

}  // namespace dcc::cli
