#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin key init|rotate|status
void add_key(Tool &tool);

}  // namespace dcc::cli
