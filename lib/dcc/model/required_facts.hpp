#pragma once

#include <string_view>
#include <vector>

namespace dcc {

// The name of the one requirable fact that is not a fact of the case or the customer: an impact set
// by a person. (The default impact does not count.)
constexpr std::string_view required_impact = "impact";

// The names of all facts that a category may require: of a case, of its customer, and the impact.
std::vector<std::string_view> requirable_facts();

}  // namespace dcc
