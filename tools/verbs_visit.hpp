#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case visit book|move|cancel|done|list|show.
void add_visit(Tool &tool);

}  // namespace dcc::cli
