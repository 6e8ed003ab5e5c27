#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verbs by which a case passes from one to another, and those of the tasks of a case.
void add_handover(Tool &tool);
void add_task(Tool &tool);

}  // namespace dcc::cli
