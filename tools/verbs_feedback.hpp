#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case feedback: records customers' answers to surveys.
void add_feedback(Tool &tool);

}  // namespace dcc::cli
