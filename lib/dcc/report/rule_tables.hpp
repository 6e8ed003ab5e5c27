#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>

#include <span>
#include <string_view>

namespace dcc::report {

// What rules found in a text: rule, word, text and, if the text of the request still has it, the
// words around it.
Table match_table(std::span<event::RuleMatch const> found, std::string_view request);

// The same of what is shown in a part of the text already: rule, word and text.
Table match_table(std::span<event::RuleMatch const> found);

// What rules raised: what, from, to, and the rule with its place.
Table raised_table(std::span<event::Raised const> raised);

}  // namespace dcc::report
