#pragma once

#include <dcc/policy/policy.hpp>

#include <cstddef>
#include <vector>

namespace dcc::policy_file {

// The earlier SLA rules that together match every case that the rule matches. Empty when the rule
// can still match a case.
std::vector<SlaRule const *> takers_of(Policy const &policy, std::size_t rule);

// Whether the earlier rule matches every case that the later one matches. Patterns are not
// analysed: a later rule with patterns counts as matching something that the earlier one does not,
// unless the earlier one matches any text.
bool covers(Policy const &policy, ClassifyRule const &earlier, ClassifyRule const &later);

}  // namespace dcc::policy_file
