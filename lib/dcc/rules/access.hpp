#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string_view>

namespace dcc::rules {

// Nothing when one of the actor's roles has the permission; else a refusal of kind no_permission
// that names the roles which have it. People not on the staff list have the policy's guest role. A
// policy without roles lets everybody do everything.
std::optional<Refusal> refuse_access(Policy const &policy, std::string_view actor, Right right);

}  // namespace dcc::rules
