#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case propose, review, confirm and promise.
void add_solution(Tool &tool);

}  // namespace dcc::cli
