#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-admin calendar due|back|elapsed|open|show
void add_calendar(Tool &tool);

}  // namespace dcc::cli
