#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-intake import: imports cases with their history.
void add_import(Tool &tool);

}  // namespace dcc::cli
