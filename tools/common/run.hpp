#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// Parses the call, runs its verb and reports errors. Gives the exit status.
int run(Tool tool, int argc, char **argv);

}  // namespace dcc::cli
