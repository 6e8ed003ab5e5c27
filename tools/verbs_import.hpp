#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-intake import: cases with their past.
void add_import(Tool &tool);

}  // namespace dcc::cli
