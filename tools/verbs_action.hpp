#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Adds the verbs of improvement actions, below "action".
void add_action(Tool &tool);

}  // namespace dcc::cli
