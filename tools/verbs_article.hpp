#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case article: the knowledge base.
void add_article(Tool &tool);

}  // namespace dcc::cli
