#pragma once

#include <dcc/policy/policy.hpp>

#include <cstddef>
#include <vector>

namespace dcc::policy_file {

// The earlier SLA rules that together match every case that the rule matches. Empty when the rule
// can still match a case.
std::vector<SlaRule const *> takers_of(Policy const &policy, std::size_t rule);

// Whether the earlier rule matches every case that the later one matches, because each of its
// conditions does. Patterns are not analysed: one that the earlier rule does not have counts as
// matching something that the earlier rule does not, unless that matches any text.
bool covers(Policy const &policy, ClassifyRule const &earlier, ClassifyRule const &later);
bool covers(Policy const &policy, ReviewRule const &earlier, ReviewRule const &later);
bool covers(Policy const &policy, RetentionRule const &earlier, RetentionRule const &later);
bool covers(Policy const &policy, ComplaintRule const &earlier, ComplaintRule const &later);
bool covers(Policy const &policy, AssessRule const &earlier, AssessRule const &later);
bool covers(Policy const &policy, EscalationRule const &earlier, EscalationRule const &later);
bool covers(Policy const &policy, Playbook const &earlier, Playbook const &later);

}  // namespace dcc::policy_file
