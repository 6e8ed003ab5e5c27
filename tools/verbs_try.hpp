#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verb "try" of dcc-route.
void add_try(Tool &tool);

}  // namespace dcc::cli
