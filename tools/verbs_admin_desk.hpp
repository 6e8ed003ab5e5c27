#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin's verbs about the desk itself.
void add_init(Tool &tool);
void add_policy(Tool &tool);  // check and show
void add_care(Tool &tool);    // verify, rebuild, backup, export

}  // namespace dcc::cli
