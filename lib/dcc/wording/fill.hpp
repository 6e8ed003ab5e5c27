#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace dcc::wording {

// The values of placeholders, by name. An empty or absent value is unknown.
using Values = std::map<std::string, std::string, std::less<>>;

// The text with every {placeholder} replaced and {{ and }} as single braces. Braces in values stay
// as they are. An unknown value gives nothing.
std::string fill(std::string_view text, Values const &values);

// The same, but a line with an unknown value is omitted.
std::string fill_lines(std::string_view text, Values const &values);

}  // namespace dcc::wording
