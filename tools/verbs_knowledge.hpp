#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case search and article, dcc-intake suggest.
void add_search(Tool &tool);
void add_article(Tool &tool);
void add_suggest(Tool &tool);

}  // namespace dcc::cli
