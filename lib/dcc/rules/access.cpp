#include <dcc/calendar/zone.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/access.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::rules {
namespace {

constexpr Seconds most_ahead{std::chrono::minutes{5}};

bool may(Role const &role, Right right) {
    return std::ranges::count(role.may, right) > 0;
}

std::vector<std::string> roles_of(Policy const &policy, std::string_view actor) {
    if (auto const *person = policy.person(actor)) return person->roles;
    if (policy.desk.guest_role.empty()) return {};
    return {policy.desk.guest_role};
}

bool any_may(Policy const &policy, std::vector<std::string> const &roles, Right right) {
    return policy.roles.empty() || std::ranges::any_of(roles, [&](std::string const &id) {
               auto const *role = policy.role(id);
               return role && may(*role, right);
           });
}

bool has_login(Person const &person, std::string_view user) {
    return std::ranges::count(person.logins, user) > 0;
}

bool is_own_name(Policy const &policy, std::string_view actor, std::string_view user) {
    auto const *person = policy.person(actor);
    return actor == user || (person && has_login(*person, user));
}

// Under any of their names.
bool user_may(Policy const &policy, std::string_view user, Right right) {
    if (any_may(policy, roles_of(policy, user), right)) return true;
    return std::ranges::any_of(policy.staff, [&](Person const &person) {
        return has_login(person, user) && any_may(policy, person.roles, right);
    });
}

Wording who_may(Policy const &policy, Right right) {
    std::vector<std::string> able;
    for (auto const &role : policy.roles)
        if (may(role, right)) able.push_back(role.id);
    return able.empty() ? Wording{"no role of the policy has this permission"}
                        : say("roles that may: {}", fmt::join(able, ", "));
}

// Who is on the staff list under another id than the login has the permissions of that id.
Hint way_to_act(Policy const &policy, std::string_view actor, Right right) {
    auto const listed = std::ranges::find_if(
        policy.staff, [&](Person const &person) { return has_login(person, actor); });
    if (policy.person(actor) || listed == policy.staff.end()) return who_may(policy, right);
    return {Remedy::act_as,
            say("on the staff list you are {}: act as {}", listed->id, listed->id),
            {listed->id}};
}

}  // namespace

std::optional<Refusal> refuse_access(Policy const &policy, std::string_view actor, Right right) {
    auto const roles = roles_of(policy, actor);
    if (any_may(policy, roles, right)) return std::nullopt;
    auto const named =
        roles.empty() ? Wording{"no role"} : Wording{fmt::format("{}", fmt::join(roles, ", "))};
    return Refusal{"not_permitted",
                   policy.person(actor)
                       ? say("{} ({}) may not do {}", actor, named, right)
                       : say("{} is not on the staff list and may not do {}", actor, right),
                   way_to_act(policy, actor, right),
                   {},
                   ErrorKind::no_permission};
}

std::optional<Refusal> refuse_name(Policy const &policy, std::string_view actor,
                                   std::string_view user) {
    if (user.empty() || is_own_name(policy, actor, user) || user_may(policy, user, Right::act_as))
        return std::nullopt;
    return Refusal{"not_permitted",
                   say("{} may not act as {} ({})", user, actor, word(Right::act_as)),
                   say("a person's login names stand under logins of [[staff]]; {}",
                       who_may(policy, Right::act_as)),
                   {"actor"},
                   ErrorKind::no_permission};
}

std::optional<Refusal> refuse_acting(Policy const &policy, std::string_view actor,
                                     std::string_view user, std::optional<Instant> given,
                                     Instant real) {
    if (auto no = refuse_name(policy, actor, user)) return no;
    if (!given) return std::nullopt;
    if (*given - real > most_ahead) {
        auto const zone = Zone::load(policy.desk.zone);
        return Refusal{"time_to_come",
                       say("{} is later than the real time ({})", zone.format(*given, true),
                           zone.format(real, true)),
                       Hint{Remedy::check_clock, "give an earlier time, or none"},
                       {"now"}};
    }
    if (any_may(policy, roles_of(policy, actor), Right::time_set) ||
        (!user.empty() && user_may(policy, user, Right::time_set)))
        return std::nullopt;
    return Refusal{
        "not_permitted",
        say("{} may not act at another time than now ({})", actor, word(Right::time_set)),
        who_may(policy, Right::time_set),
        {"now"},
        ErrorKind::no_permission};
}

}  // namespace dcc::rules
