#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/service.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// What placeholders stand for in one message. An empty value, or none, is unknown.
using Values = std::map<std::string, std::string, std::less<>>;

// The words of one language, from share/templates/LANGUAGE.toml.
struct Wording {
    std::map<MessageKind, Template> templates;
    std::map<std::string, std::string, std::less<>> facts;  // "order_no": "order number"
    std::string customer;  // how one is addressed whose name is not known
};

// Reads them from `share`/templates. Throws Error{no_input} when there are none in that language,
// Error{policy} with all errors when they are wrong.
Wording read_wording(std::filesystem::path const &share, std::string_view language);

// All that is wrong with the shared words of all languages.
std::vector<Finding> check_wordings(std::filesystem::path const &share);

// The placeholders a kind of message knows, in order.
std::vector<std::string_view> placeholders_of(MessageKind kind);

// What is wrong with a template's text for that kind: a placeholder unknown to it, a brace without
// its other half. Empty: nothing is.
std::string template_fault(MessageKind kind, std::string_view text);

// The text with every {placeholder} filled in and {{ and }} as braces. A line with a placeholder
// whose value is not known is left out. Values are not looked into.
std::string fill(std::string_view text, Values const &values);

}  // namespace dcc
