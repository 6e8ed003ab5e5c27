#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string_view>

namespace dcc::rules {

// Refuses ("not_permitted", kind no_permission) when none of the actor's roles has the permission;
// the hint names the roles that have it. A person who is not on the staff list has the policy's
// guest role. In a policy without roles everyone may do everything.
std::optional<Refusal> refuse_access(Policy const &policy, std::string_view actor, Right right);

}  // namespace dcc::rules
