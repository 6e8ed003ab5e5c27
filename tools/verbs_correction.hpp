#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verb that withdraws a note or a message.
void add_withdraw(Tool &tool);

// The verb that undoes the end of cases.
void add_undo(Tool &tool);

}  // namespace dcc::cli
