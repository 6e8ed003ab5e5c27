#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin anchor.
void add_anchor(Tool &tool);

}  // namespace dcc::cli
