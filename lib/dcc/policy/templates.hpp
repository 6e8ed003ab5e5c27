#pragma once

#include <dcc/base/wording.hpp>
#include <dcc/model/message.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The placeholders that a kind of message may use, in order.
std::vector<std::string_view> placeholders_of(MessageKind kind);

// What is wrong with the text of a template for that kind: an unknown placeholder or an unbalanced
// brace. Empty when nothing is wrong.
Wording template_fault(MessageKind kind, std::string_view text);

// The same for a text that may use the placeholders in `names`.
Wording text_fault(std::string_view text, std::span<std::string_view const> names);

}  // namespace dcc
