#pragma once

#include <dcc/policy/policy.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dcc::rules {

// Whether the case was handed back and forth more often than the policy bears.
bool goes_back_and_forth(Policy const &policy, std::int64_t bounces);

// What a hand-over of a case of that category to that team must tell.
std::vector<std::string> required_to_tell(Policy const &policy, std::string const &category,
                                          std::string const &team);

}  // namespace dcc::rules
