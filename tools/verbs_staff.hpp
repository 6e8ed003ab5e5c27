#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verbs about the staff: absences, workloads, and moving work between people.
void add_staff(Tool &tool);
void add_rebalance(Tool &tool);

}  // namespace dcc::cli
