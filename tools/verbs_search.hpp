#pragma once

#include "common/tool.hpp"

namespace dcc::cli {

// dcc-case search, dcc-case article search, dcc-intake suggest.
void add_search(Tool &tool);
void add_article_search(Verb &group);
void add_suggest(Tool &tool);

}  // namespace dcc::cli
