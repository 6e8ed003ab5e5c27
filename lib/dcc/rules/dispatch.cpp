#include <dcc/rules/dispatch.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

std::string unfit(Person const &person, Category const &category, Load const &load, Instant now,
                  OnDuty const &on_duty) {
    for (auto const &skill : category.skills)
        if (std::ranges::count(person.skills, skill) == 0)
            return fmt::format("lacks skill {}", skill);
    if (!on_duty(person, now)) return "off duty";
    if (load.open_cases >= person.capacity) return "at capacity";
    return {};
}

// By open cases per capacity (compared without division), then oldest assignment, then id.
bool before(Person const &a, Load const &la, Person const &b, Load const &lb) {
    auto const share_a = std::int64_t{la.open_cases} * b.capacity;
    auto const share_b = std::int64_t{lb.open_cases} * a.capacity;
    if (share_a != share_b) return share_a < share_b;
    if (la.last_assigned != lb.last_assigned) return la.last_assigned < lb.last_assigned;
    return a.id < b.id;
}

}  // namespace

event::Assigned dispatch(Policy const &policy, std::string const &category_id,
                         std::map<std::string, Load> const &loads, Instant now,
                         OnDuty const &on_duty) {
    event::Assigned result;
    result.by = "dispatch";
    auto const *category = policy.category(category_id);
    if (!category || category->team.empty()) return result;
    result.team = category->team;

    auto const load_of = [&](Person const &person) {
        auto const found = loads.find(person.id);
        return found == loads.end() ? Load{} : found->second;
    };
    Person const *chosen = nullptr;
    for (auto const &person : policy.staff) {
        if (person.team != category->team) continue;
        auto const load = load_of(person);
        auto verdict = unfit(person, *category, load, now, on_duty);
        if (verdict.empty() && (!chosen || before(person, load, *chosen, load_of(*chosen))))
            chosen = &person;
        result.candidates.push_back(
            {person.id, load.open_cases, person.capacity, std::move(verdict)});
    }
    if (!chosen) return result;
    result.person = chosen->id;
    for (auto &candidate : result.candidates)
        if (candidate.verdict.empty())
            candidate.verdict = candidate.person == chosen->id ? "chosen" : "fit, but not next";
    return result;
}

}  // namespace dcc::rules
