#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case facts: what was missing or wrong.
void add_facts(Tool &tool);

}  // namespace dcc::cli
