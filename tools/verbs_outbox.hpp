#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case outbox: messages to customers and their delivery.
void add_outbox(Tool &tool);

}  // namespace dcc::cli
