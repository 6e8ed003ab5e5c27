#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-route escalate.
void add_escalate(Tool &tool);

}  // namespace dcc::cli
