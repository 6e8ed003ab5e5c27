#pragma once

#include <dcc/model/message.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The placeholders a kind of message knows, in order.
std::vector<std::string_view> placeholders_of(MessageKind kind);

// What is wrong with a template's text for that kind: a placeholder unknown to it, a brace without
// its other half. Empty: nothing is.
std::string template_fault(MessageKind kind, std::string_view text);

// The same for a text that may have these placeholders.
std::string text_fault(std::string_view text, std::span<std::string_view const> names);

}  // namespace dcc
