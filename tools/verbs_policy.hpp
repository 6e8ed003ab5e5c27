#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin policy check and show.
void add_policy(Tool &tool);

}  // namespace dcc::cli
