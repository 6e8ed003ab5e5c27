#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-report process.
void add_process(Tool &tool);

// dcc-report simulate.
void add_simulate(Tool &tool);

}  // namespace dcc::cli
