#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-route incident declare|link|unlink|tick|update|resolve|list|show.
void add_incident(Tool &tool);

}  // namespace dcc::cli
