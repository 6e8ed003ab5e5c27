#pragma once

#include <dcc/policy/finding.hpp>
#include <dcc/policy/policy.hpp>

#include <vector>

namespace dcc {

// What is legal but looks like a mistake: a rule that can never match, a holiday table that ends
// within 90 days of `now`, a category that nobody can be dispatched for, an unused calendar, ….
// (A rule that can never match is an error, as is a default that is not last.)
std::vector<Finding> lint(Policy const &policy, Instant now);

}  // namespace dcc
