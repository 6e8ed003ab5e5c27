#include <dcc/rules/access.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

bool may(Role const &role, Right right) {
    return std::ranges::count(role.may, right) > 0;
}

}  // namespace

std::optional<Refusal> refuse_access(Policy const &policy, std::string_view actor, Right right) {
    if (policy.roles.empty()) return std::nullopt;
    auto const *person = policy.person(actor);
    std::vector<std::string> roles;
    if (person)
        roles = person->roles;
    else if (!policy.desk.guest_role.empty())
        roles.push_back(policy.desk.guest_role);
    for (auto const &id : roles)
        if (auto const *role = policy.role(id); role && may(*role, right)) return std::nullopt;

    std::string able;
    for (auto const &role : policy.roles)
        if (may(role, right)) able += fmt::format("{}{}", able.empty() ? "" : ", ", role.id);
    auto const named = roles.empty() ? "no role" : fmt::format("{}", fmt::join(roles, ", "));
    return Refusal{
        "not_permitted",
        person ? fmt::format("{} ({}) may not do {}", actor, named, word(right))
               : fmt::format("{} is not on the staff list and may not do {}", actor, word(right)),
        able.empty() ? "no role of the policy has this permission"
                     : fmt::format("roles that may: {}", able),
        {},
        ErrorKind::no_permission};
}

}  // namespace dcc::rules
