#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin backup and restore.
void add_backup(Tool &tool);

}  // namespace dcc::cli
