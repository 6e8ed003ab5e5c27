#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin redact, retention and hold.
void add_redact(Tool &tool);

}  // namespace dcc::cli
