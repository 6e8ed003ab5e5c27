#pragma once

#include <string_view>
#include <vector>

namespace dcc {

// The one fact besides those of case and customer that a category may require: an impact that
// somebody gave. The matrix would always find one.
constexpr std::string_view required_impact = "impact";

// The names of all facts that a category may require: of a case, of its customer, and the impact.
std::vector<std::string_view> requirable_facts();

// Whether the fact of that name can be given to a case that is open already.
bool is_correctable(std::string_view name);

}  // namespace dcc
