#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>

#include <span>

namespace dcc::report {

// What rules found in a text: rule, word and text.
Table match_table(std::span<event::RuleMatch const> found);

// What rules raised: what, from, to, and the rule with its place.
Table raised_table(std::span<event::Raised const> raised);

}  // namespace dcc::report
