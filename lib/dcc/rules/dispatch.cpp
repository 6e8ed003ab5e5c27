#include <dcc/rules/dispatch.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

// The skills that the work needs. Another team than the category's was chosen by a person.
std::vector<Skill> const &skills_for(Policy const &policy, Work const &work) {
    static std::vector<Skill> const none;
    auto const *category = policy.category(work.category);
    return category && category->team == work.team ? category->skills : none;
}

Skill const *skill_of(Person const &person, std::string const &name) {
    auto const found = std::ranges::find(person.skills, name, &Skill::name);
    return found == person.skills.end() ? nullptr : &*found;
}

Load load_of(Loads const &loads, Person const &person) {
    auto const found = loads.find(person.id);
    return found == loads.end() ? Load{} : found->second;
}

std::string unfit(Policy const &policy, Person const &person, Work const &work, Load const &load,
                  Instant now, Roster &roster) {
    if (person.id == work.given_by) return "has handed it over";
    if (std::ranges::count(work.barred, person.id) > 0) return "must not judge it";
    if (auto const skill = lacking_skill(policy, person, work); !skill.empty())
        return fmt::format("lacks skill {}", skill);
    switch (roster.presence(person, now)) {
        case Presence::absent: return "absent";
        case Presence::off: return "off duty";
        case Presence::on: break;
    }
    return has_room(policy, person, work, load) ? "" : "at capacity";
}

// By weight per capacity (compared without division), then oldest assignment, then id.
bool before(Person const &a, Load const &la, Person const &b, Load const &lb) {
    auto const share_a = std::int64_t{la.weight} * b.capacity;
    auto const share_b = std::int64_t{lb.weight} * a.capacity;
    if (share_a != share_b) return share_a < share_b;
    if (la.last_assigned != lb.last_assigned) return la.last_assigned < lb.last_assigned;
    return a.id < b.id;
}

// A member of the team, and why they do not get the work; empty when they may.
struct Considered {
    Person const *person;
    Load load;
    std::string verdict;
};

// The chosen one and the next ten.
constexpr std::ptrdiff_t most_named = 11;

// Those who may get the work, the next one first; then the others, in the order of the policy.
std::vector<Considered *> nearest_first(std::vector<Considered> &all) {
    std::vector<Considered *> sorted;
    for (auto &one : all) sorted.push_back(&one);
    std::ranges::stable_sort(sorted, [](Considered const *a, Considered const *b) {
        if (a->verdict.empty() != b->verdict.empty()) return a->verdict.empty();
        return a->verdict.empty() && before(*a->person, a->load, *b->person, b->load);
    });
    return sorted;
}

event::Candidate candidate_of(Policy const &policy, Work const &work, Considered const &one) {
    std::vector<std::string> skills;
    for (auto const &needed : skills_for(policy, work))
        if (auto const *own = skill_of(*one.person, needed.name)) skills.push_back(own->text());
    return {one.person->id,  one.load.open_cases, one.person->capacity,  one.verdict,
            one.load.weight, std::move(skills),   one.load.last_assigned};
}

void count(std::vector<event::OtherCandidates> &others, std::string const &verdict) {
    auto found = std::ranges::find(others, verdict, &event::OtherCandidates::verdict);
    if (found == others.end()) found = others.insert(found, {verdict, 0});
    ++found->people;
}

}  // namespace

std::string lacking_skill(Policy const &policy, Person const &person, Work const &work) {
    for (auto const &needed : skills_for(policy, work)) {
        auto const *own = skill_of(person, needed.name);
        if (!own || own->level < needed.level) return needed.text();
    }
    return {};
}

bool has_room(Policy const &policy, Person const &person, Work const &work, Load const &load) {
    return load.weight + policy.weight_of(work.priority) <= person.capacity;
}

event::Assigned dispatch(Policy const &policy, Work const &work, Loads const &loads, Instant now,
                         Roster &roster) {
    event::Assigned result;
    result.by = "dispatch";
    if (work.team.empty()) return result;
    result.team = work.team;

    std::vector<Considered> all;
    for (auto const &person : policy.staff) {
        if (person.team != work.team) continue;
        auto const load = load_of(loads, person);
        all.push_back({&person, load, unfit(policy, person, work, load, now, roster)});
    }
    auto const nearest = nearest_first(all);
    if (!nearest.empty() && nearest.front()->verdict.empty()) {
        result.person = nearest.front()->person->id;
        for (auto *one : nearest)
            if (one->verdict.empty()) one->verdict = "fit, but not next";
        nearest.front()->verdict = "chosen";
    }
    auto const unnamed = nearest.begin() + std::min(std::ssize(nearest), most_named);
    for (auto const &one : all)
        if (std::find(nearest.begin(), unnamed, &one) != unnamed)
            result.candidates.push_back(candidate_of(policy, work, one));
    for (auto one = unnamed; one != nearest.end(); ++one) count(result.others, (*one)->verdict);
    return result;
}

std::optional<NextOn> next_on(Policy const &policy, Work const &work, Instant now, Roster &roster) {
    std::optional<NextOn> first;
    for (auto const &person : policy.staff) {
        if (person.team != work.team || person.capacity < policy.weight_of(work.priority) ||
            !lacking_skill(policy, person, work).empty())
            continue;
        auto const at = roster.next_on(person, now);
        if (at && (!first || *at < first->at)) first = NextOn{person.id, *at};
    }
    return first;
}

Person const *substitute_of(Policy const &policy, Person const &person, Instant now,
                            Roster &roster) {
    auto const *next = &person;
    // Not longer than all of the staff: they may stand in for each other in a ring.
    for (std::size_t i = 0; i < policy.staff.size(); ++i) {
        next = policy.person(next->substitute);
        if (!next || next == &person) return nullptr;
        if (roster.presence(*next, now) != Presence::absent) return next;
    }
    return nullptr;
}

bool evens_out(Person const &from, Load const &load_from, Person const &to, Load const &load_to,
               int weight) {
    return std::int64_t{load_from.weight} * to.capacity >
           std::int64_t{load_to.weight + weight} * from.capacity;
}

}  // namespace dcc::rules
