#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Adds the verbs by which a complaint is investigated and answered: finding, propose, approve,
// return, reply, and those below "remedy".
void add_remedy(Tool &tool);

}  // namespace dcc::cli
