#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace dcc::wording {

// What placeholders stand for in one text. An empty value, or none, is unknown.
using Values = std::map<std::string, std::string, std::less<>>;

// The text with every {placeholder} filled in and {{ and }} as braces. Values are not looked into.
std::string fill(std::string_view text, Values const &values);

// The same, but a line with a placeholder whose value is not known is left out.
std::string fill_lines(std::string_view text, Values const &values);

}  // namespace dcc::wording
