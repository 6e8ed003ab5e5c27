#pragma once

#include "tool.hpp"
#include <dcc/model/case_facts.hpp>

namespace dcc::cli {

// An option for each fact of a case that has all of `uses`: the long texts, which may be given in a
// file, or all others.
void add_long_facts(Verb &verb, CaseFacts &facts, unsigned uses);
void add_facts(Verb &verb, CaseFacts &facts, unsigned uses);

}  // namespace dcc::cli
