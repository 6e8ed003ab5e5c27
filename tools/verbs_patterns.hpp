#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-complaint patterns, dcc-complaint callback.
void add_patterns(Tool &tool);
void add_callback(Tool &tool);

}  // namespace dcc::cli
