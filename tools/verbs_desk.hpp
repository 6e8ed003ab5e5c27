#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin init.
void add_init(Tool &tool);

// dcc-admin verify, rebuild, backup, restore and export.
void add_maintenance(Tool &tool);

}  // namespace dcc::cli
