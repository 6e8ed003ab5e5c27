#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/policy/policy.hpp>

#include <string>

namespace dcc::rules {

// The first rule for cases of that category and kind; null when their texts are kept.
RetentionRule const *retention_of(Policy const &policy, std::string const &category, CaseKind kind);

// Whether the texts of a case that ended on that day are to be erased: the rule's time must have
// passed completely. A year after February 29 is March 1.
bool is_due(RetentionRule const &rule, Date ended, Date today);

}  // namespace dcc::rules
