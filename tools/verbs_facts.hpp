#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case facts: supplies or corrects facts of a case.
void add_facts(Tool &tool);

// Adds the verb that gives cases tags.
void add_tag(Tool &tool);

}  // namespace dcc::cli
