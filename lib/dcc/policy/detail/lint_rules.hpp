#pragma once

#include <dcc/policy/policy.hpp>

#include <cstddef>
#include <vector>

namespace dcc::policy_file {

// The earlier rules that between them take every case an SLA rule could; none when some case is
// left for it.
std::vector<SlaRule const *> takers_of(Policy const &policy, std::size_t rule);

// Whether every case that the later rule fits is taken by the earlier one. Patterns are not looked
// into: a rule with patterns is taken to fit something of its own.
bool covers(Policy const &policy, ClassifyRule const &earlier, ClassifyRule const &later);

}  // namespace dcc::policy_file
