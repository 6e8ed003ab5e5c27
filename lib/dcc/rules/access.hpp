#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string_view>

namespace dcc::rules {

// Refuses ("not_permitted", kind no_permission) when none of the actor's roles has the permission;
// the hint names the roles that have it, or for a login that the staff list has under another id,
// that id. A person who is not on the staff list has the policy's guest role. In a policy without
// roles everyone may do everything.
std::optional<Refusal> refuse_access(Policy const &policy, std::string_view actor, Right right);

// Whether a user of the operating system may act under that name. Nothing when the name is their
// own (the user's name, or a person of the staff list whose logins have it), when the user is not
// known, or when they have the permission act.as; else a refusal of kind no_permission.
std::optional<Refusal> refuse_name(Policy const &policy, std::string_view actor,
                                   std::string_view user);

// The same, and whether they may act at the given time instead of the real one. That takes the
// permission time.set, which the actor or the user has. Later than the real time by more than five
// minutes it is refused as "time_to_come", for such an event would be in the way of all that
// follow.
std::optional<Refusal> refuse_acting(Policy const &policy, std::string_view actor,
                                     std::string_view user, std::optional<Instant> given,
                                     Instant real);

}  // namespace dcc::rules
