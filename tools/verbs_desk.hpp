#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin init, and verify, rebuild, backup and export.
void add_init(Tool &tool);
void add_maintenance(Tool &tool);

}  // namespace dcc::cli
