#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verbs by which a solution is drafted, reviewed and confirmed, and a completion date promised.
void add_solution(Tool &tool);

// The verb by which customers' answers to surveys are recorded.
void add_feedback(Tool &tool);

}  // namespace dcc::cli
