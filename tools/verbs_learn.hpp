#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-route learn, model, suggest.
void add_learn(Tool &tool);

}  // namespace dcc::cli
