#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/policy.hpp>

#include <vector>

namespace dcc {

// Checks a policy that was read without errors. Errors: a rule that can never match, an invalid
// pattern of a classify rule. Warnings: what is legal but looks like a mistake, such as a holiday
// table that ends within 90 days of `now`, a category whose cases nobody can take, an unused
// calendar.
std::vector<Finding> lint(Policy const &policy, Instant now);

}  // namespace dcc
