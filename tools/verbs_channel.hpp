#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-intake channel list|show.
void add_channel(Tool &tool);

}  // namespace dcc::cli
