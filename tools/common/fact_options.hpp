#pragma once

#include "tool.hpp"
#include <dcc/model/case_facts.hpp>

namespace dcc::cli {

// Adds an option for each fact of a case that has all of `uses` (FactUse). This one adds the long
// texts, which may be given in a file; the subject is required at opening.
void add_long_facts(Verb &verb, CaseFacts &facts, unsigned uses);

// Adds all other facts.
void add_facts(Verb &verb, CaseFacts &facts, unsigned uses);

}  // namespace dcc::cli
