#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verb by which customers' answers to surveys are recorded.
void add_feedback(Tool &tool);

}  // namespace dcc::cli
