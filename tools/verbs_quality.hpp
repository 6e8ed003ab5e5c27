#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-report quality sample|score|step|show.
void add_quality(Tool &tool);

// dcc-report training record|show.
void add_training(Tool &tool);

}  // namespace dcc::cli
