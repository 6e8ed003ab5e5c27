#include <dcc/rules/access.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

// "*" stands for everything, "case.*" for all of a tool.
bool covers(std::string_view right, std::string_view permission) {
    return right.ends_with('*') ? permission.starts_with(right.substr(0, right.size() - 1))
                                : right == permission;
}

bool may(Role const &role, std::string_view permission) {
    return std::ranges::any_of(role.may,
                               [&](auto const &right) { return covers(right, permission); });
}

}  // namespace

std::optional<Refusal> refuse_access(Policy const &policy, std::string_view actor,
                                     std::string_view permission) {
    if (policy.roles.empty()) return std::nullopt;
    auto const *person = policy.person(actor);
    std::vector<std::string> roles;
    if (person)
        roles = person->roles;
    else if (!policy.desk.guest_role.empty())
        roles.push_back(policy.desk.guest_role);
    for (auto const &id : roles)
        if (auto const *role = policy.role(id); role && may(*role, permission)) return std::nullopt;

    std::string able;
    for (auto const &role : policy.roles)
        if (may(role, permission)) able += fmt::format("{}{}", able.empty() ? "" : ", ", role.id);
    auto const named = roles.empty() ? "no role" : fmt::format("{}", fmt::join(roles, ", "));
    return Refusal{
        "not_permitted",
        person ? fmt::format("{} ({}) may not do {}", actor, named, permission)
               : fmt::format("{} is not on the staff list and may not do {}", actor, permission),
        able.empty() ? "no role of the policy may" : fmt::format("roles that may: {}", able),
        ErrorKind::no_permission};
}

}  // namespace dcc::rules
