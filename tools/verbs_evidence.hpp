#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// The verb group evidence: the files of complaints.
void add_evidence(Tool &tool);

}  // namespace dcc::cli
