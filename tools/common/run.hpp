#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Parses the call, runs its verb, reports what goes wrong; gives the exit status.
int run(Tool tool, int argc, char **argv);

}  // namespace dcc::cli
