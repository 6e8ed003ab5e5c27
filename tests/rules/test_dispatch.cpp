#include "../random.hpp"
#include "desk.hpp"
#include <dcc/rules/dispatch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;
using namespace dcc::test;
using rules::Load;
using rules::Loads;
using rules::Presence;
using rules::Work;

namespace {

Instant const moment{Seconds{1'000'000}};

// Cases of weight 1.
Load load(int open, std::optional<int> last = std::nullopt) {
    return {open, open, last ? std::optional{Instant{Seconds{*last}}} : std::nullopt};
}

// Everybody is on duty, but for some; those who are off duty open at known times.
struct FakeRoster : rules::Roster {
    std::set<std::string> absent = {};
    std::map<std::string, int> off = {};  // and seconds until they are on duty

    Presence presence(Person const &person, Instant at) override {
        CHECK(at == moment);
        if (absent.contains(person.id)) return Presence::absent;
        return off.contains(person.id) ? Presence::off : Presence::on;
    }
    std::optional<Instant> next_on(Person const &person, Instant at) override {
        if (absent.contains(person.id)) return std::nullopt;
        auto const found = off.find(person.id);
        return found == off.end() ? at : at + Seconds{found->second};
    }
};

FakeRoster all_but(std::set<std::string> absent) {
    FakeRoster roster;
    roster.absent = std::move(absent);
    return roster;
}

// "wang: chosen, li: fit, but not next" with who got it in front.
std::string verdicts(event::Assigned const &assigned) {
    auto text = assigned.team + "/" + assigned.person;
    for (auto const &one : assigned.candidates) text += " | " + one.person + ": " + one.verdict;
    return text;
}

Policy staffed_policy(std::vector<Person> staff) {
    auto policy = bare_policy();
    policy.staff = std::move(staff);
    return policy;
}

event::Assigned dispatch(Policy const &policy, std::string const &category, Loads const &loads = {},
                         FakeRoster roster = {}, std::string const &priority = {}) {
    auto const *node = policy.category(category);
    return rules::dispatch(policy, {node ? node->team : "", category, priority}, loads, moment,
                           roster);
}

// Jain's index of fairness (1984): 1 when all have the same, 1/n when one has all.
double jain(std::vector<int> const &shares) {
    double sum = 0;
    double squares = 0;
    for (auto const share : shares) {
        sum += share;
        squares += static_cast<double>(share) * share;
    }
    return sum * sum / (static_cast<double>(shares.size()) * squares);
}

}  // namespace

TEST_CASE("a case goes to the one whose share of capacity in use is smallest") {
    auto const policy = staffed_policy({person("li", "tech", {}, 10), person("wang", "tech", {}, 4),
                                        person("zhao", "front", {}, 100)});
    auto const assigned = dispatch(policy, "tech", {{"li", load(4)}, {"wang", load(1)}});
    CHECK(verdicts(assigned) == "tech/wang | li: fit, but not next | wang: chosen");
    CHECK(assigned.by == "dispatch");
    CHECK(assigned.candidates[0].load == 4);
    CHECK(assigned.candidates[0].weight == 4);
    CHECK(assigned.candidates[0].capacity == 10);
    CHECK(dispatch(policy, "tech", {{"li", load(2)}, {"wang", load(1)}}).person == "li");
}

TEST_CASE("of many the chosen one and the next ten are named, the others counted by verdict") {
    std::vector<Person> staff;
    for (int i = 0; i < 40; ++i) staff.push_back(person(fmt::format("p{:02}", i), "tech"));
    Loads loads;
    FakeRoster roster;
    for (int i = 0; i < 40; ++i) {
        auto const id = fmt::format("p{:02}", i);
        loads[id] = load(i % 2 == 0 ? 9 : i / 10);
        if (i < 5) roster.absent.insert(id);
        if (i >= 35) loads[id] = load(10);
    }
    auto const assigned = dispatch(staffed_policy(staff), "tech", loads, roster);
    CHECK(assigned.person == "p05");
    CHECK(verdicts(assigned) ==
          "tech/p05 | p05: chosen | p07: fit, but not next | p09: fit, but not next | p11: fit, "
          "but not next | p13: fit, but not next | p15: fit, but not next | p17: fit, but not "
          "next | p19: fit, but not next | p21: fit, but not next | p23: fit, but not next | p25: "
          "fit, but not next");
    std::vector<event::OtherCandidates> const rest{
        {"fit, but not next", 19}, {"absent", 5}, {"at capacity", 5}};
    CHECK(assigned.others == rest);
    // Nobody: the first of the policy are named.
    for (auto const &one : staff) roster.absent.insert(one.id);
    auto const nobody = dispatch(staffed_policy(staff), "tech", loads, roster);
    CHECK(nobody.person.empty());
    CHECK(nobody.candidates.size() == 11);
    CHECK(nobody.candidates.front().person == "p00");
    CHECK(nobody.others == std::vector<event::OtherCandidates>{{"absent", 29}});
}

TEST_CASE("of equals the one whose last case came longest ago is next, one without any first") {
    auto const policy =
        staffed_policy({person("a", "tech"), person("b", "tech"), person("c", "tech", {}, 20)});
    auto const chosen = [&](Loads const &loads) { return dispatch(policy, "tech", loads).person; };
    CHECK(chosen({{"a", load(1, 500)}, {"b", load(1, 400)}, {"c", load(2, 450)}}) == "b");
    CHECK(chosen({{"a", load(1, 500)}, {"b", load(1, 600)}, {"c", load(2)}}) == "c");
    CHECK(chosen({{"a", load(1, 500)}, {"b", load(1, 500)}, {"c", load(2, 500)}}) == "a");
    CHECK(chosen({}) == "a");
}

TEST_CASE("who must not judge a complaint does not get it") {
    auto const policy = staffed_policy({person("li", "tech"), person("wang", "tech")});
    Work work{"tech", "tech", {}};
    work.barred = {"li"};
    FakeRoster roster;
    CHECK(verdicts(rules::dispatch(policy, work, {}, moment, roster)) ==
          "tech/wang | li: must not judge it | wang: chosen");
}

TEST_CASE("equals take turns: a round gives each one case, whatever the order of the list") {
    for (bool const reversed : {false, true}) {
        std::vector<Person> staff{person("a", "tech"), person("b", "tech"), person("c", "tech")};
        if (reversed) std::ranges::reverse(staff);
        auto const policy = staffed_policy(staff);
        Loads loads;
        std::string turns;
        for (int i = 1; i <= 9; ++i) {
            auto const who = dispatch(policy, "tech", loads).person;
            turns += who;
            loads[who] = load(loads[who].open_cases + 1, i);
        }
        CHECK(turns == "abcabcabc");
    }
}

TEST_CASE("a thousand cases among 200 people with equal hours: a gap of at most one") {
    std::vector<Person> staff;
    for (int i = 0; i < 200; ++i) staff.push_back(person(fmt::format("p{}", i), "tech"));
    auto const policy = staffed_policy(staff);
    for (int const cases : {1000, 1001, 1199}) {
        Loads loads;
        for (auto const &one : staff) loads[one.id] = {};
        for (int i = 0; i < cases; ++i) {
            auto const who = dispatch(policy, "tech", loads).person;
            REQUIRE_FALSE(who.empty());
            loads[who] = load(loads[who].open_cases + 1, i);
        }
        std::vector<int> shares;
        for (auto const &[id, one] : loads) shares.push_back(one.open_cases);
        auto const [least, most] = std::ranges::minmax(shares);
        CHECK(most - least <= 1);
        CHECK(jain(shares) >= 0.99);
    }
}

TEST_CASE("nobody gets a case who is absent, off duty, full, unskilled or of another team") {
    auto const policy = staffed_policy(
        {person("absent", "front", {"billing"}), person("night", "front", {"billing"}),
         person("full", "front", {"billing"}, 3), person("green", "front", {"phones"}),
         person("other", "tech", {"billing"}), person("wang", "front", {"phones", "billing"})});
    auto roster = all_but({"absent"});
    roster.off = {{"night", 60}};
    auto const assigned =
        dispatch(policy, "billing.refund", {{"full", load(3)}, {"wang", load(9, 999)}}, roster);
    CHECK(verdicts(assigned) ==
          "front/wang | absent: absent | night: off duty | full: at capacity | green: lacks skill "
          "billing | wang: chosen");
}

TEST_CASE("a skill counts at its level: equal or above") {
    auto policy =
        staffed_policy({person("a", "front"), person("b", "front"), person("c", "front")});
    policy.categories.front().skills = {{"billing", 2}};
    policy.staff[0].skills = {{"billing", 1}};
    policy.staff[1].skills = {{"billing", 3}};
    policy.staff[2].skills = {{"billing", 2}};
    CHECK(verdicts(dispatch(policy, "billing", {{"b", load(1)}})) ==
          "front/c | a: lacks skill billing:2 | b: fit, but not next | c: chosen");
    // A person has chosen another team: the skills of the category's own do not count there.
    policy.staff[0].team = "tech";
    FakeRoster roster;
    CHECK(rules::dispatch(policy, {"tech", "billing", {}}, {}, moment, roster).person == "a");
}

TEST_CASE("a case of weight takes so much of a capacity") {
    auto policy = staffed_policy({person("a", "tech", {}, 5), person("b", "tech", {}, 4)});
    policy.priorities = {{"urgent", {}, 3}, {"normal", {}, 1}};
    CHECK(dispatch(policy, "tech", {{"a", load(2)}, {"b", load(1)}}, {}, "urgent").person == "b");
    CHECK(dispatch(policy, "tech", {{"a", load(2)}, {"b", load(2)}}, {}, "urgent").person == "a");
    auto const full = dispatch(policy, "tech", {{"a", load(3)}, {"b", load(2)}}, {}, "urgent");
    CHECK(verdicts(full) == "tech/ | a: at capacity | b: at capacity");
    CHECK(dispatch(policy, "tech", {{"a", load(3)}, {"b", load(2)}}, {}, "normal").person == "b");
}

TEST_CASE("with nobody fit the team holds the case") {
    auto const policy = staffed_policy(
        {person("absent", "front", {"billing"}), person("retired", "front", {"billing"}, 0)});
    auto const assigned = dispatch(policy, "billing", {}, all_but({"absent"}));
    CHECK(verdicts(assigned) == "front/ | absent: absent | retired: at capacity");
    CHECK(verdicts(dispatch(policy, "tech")) == "tech/");
}

TEST_CASE("who is at work first is known while nobody is") {
    auto const policy =
        staffed_policy({person("late", "front", {"billing"}), person("early", "front", {"billing"}),
                        person("green", "front"), person("gone", "front", {"billing"}),
                        person("none", "front", {"billing"}, 0)});
    auto roster = all_but({"gone"});
    roster.off = {{"late", 900}, {"early", 600}, {"green", 60}, {"none", 30}};
    auto const next = rules::next_on(policy, {"front", "billing", {}}, moment, roster);
    REQUIRE(next);
    CHECK(next->person == "early");
    CHECK(next->at == moment + Seconds{600});
    CHECK_FALSE(rules::next_on(policy, {"tech", "tech", {}}, moment, roster));
}

TEST_CASE("a substitute stands in, or theirs; a ring of absent ones ends") {
    auto policy = staffed_policy({person("a", "tech"), person("b", "tech"), person("c", "front")});
    policy.staff[0].substitute = "b";
    policy.staff[1].substitute = "c";
    policy.staff[2].substitute = "a";
    auto const of_a = [&](FakeRoster roster) {
        auto const *found = rules::substitute_of(policy, policy.staff[0], moment, roster);
        return found ? found->id : std::string{"nobody"};
    };
    CHECK(of_a(all_but({"a"})) == "b");
    CHECK(of_a(all_but({"a", "b"})) == "c");
    CHECK(of_a(all_but({"a", "b", "c"})) == "nobody");
    policy.staff[1].substitute = "nobody of the list";
    CHECK(of_a(all_but({"a", "b"})) == "nobody");
    policy.staff[1].substitute = "b";
    CHECK(of_a(all_but({"a", "b"})) == "nobody");
}

TEST_CASE("work moves only while that evens out the shares") {
    auto const big = person("big", "tech", {}, 20);
    auto const small = person("small", "tech", {}, 10);
    CHECK(rules::evens_out(big, load(10), small, load(3), 1));
    CHECK_FALSE(rules::evens_out(big, load(10), small, load(4), 1));
    CHECK(rules::evens_out(small, load(2), big, load(2), 1));
    CHECK_FALSE(rules::evens_out(small, load(1), big, load(1), 1));
    CHECK_FALSE(rules::evens_out(small, load(4), big, load(4), 5));
}

TEST_CASE("a category without a team, or none at all, is dispatched to nobody") {
    auto const policy = staffed_policy({person("wang", "")});
    for (auto const category : {"nobody", "unheard of", ""}) {
        auto const assigned = dispatch(policy, category);
        CHECK(assigned.team.empty());
        CHECK(assigned.person.empty());
        CHECK(assigned.candidates.empty());
    }
}

TEST_CASE("whoever is chosen is fit, and nobody fit uses a smaller share of their capacity") {
    Random random{11};
    int chosen = 0;
    for (int i = 0; i < 1000; ++i) {
        std::vector<Person> staff;
        Loads loads;
        FakeRoster roster;
        for (char id = 'a'; id < 'h'; ++id) {
            std::string const name(1, id);
            auto one = person(name, random.one_in(4) ? "tech" : "front", {},
                              static_cast<int>(random.below(6)));
            if (!random.one_in(3))
                one.skills = {{"billing", static_cast<int>(random.below(3)) + 1}};
            staff.push_back(std::move(one));
            loads[name] =
                load(static_cast<int>(random.below(6)), static_cast<int>(random.below(1000)));
            if (random.one_in(5)) roster.absent.insert(name);
            if (random.one_in(5)) roster.off[name] = static_cast<int>(random.below(1000)) + 1;
        }
        auto policy = staffed_policy(staff);
        policy.categories.front().skills = {{"billing", static_cast<int>(random.below(3)) + 1}};
        policy.priorities = {{"urgent", {}, static_cast<int>(random.below(3)) + 1}};
        auto const assigned = dispatch(policy, "billing", loads, roster, "urgent");
        auto const fit = [&](Person const &one) {
            return one.team == "front" && !one.skills.empty() &&
                   one.skills[0].level >= policy.categories.front().skills[0].level &&
                   !roster.absent.contains(one.id) && !roster.off.contains(one.id) &&
                   loads[one.id].weight + policy.priorities[0].weight <= one.capacity;
        };
        auto const share = [&](Person const &one) {
            return static_cast<double>(loads[one.id].weight) / one.capacity;
        };
        CHECK(assigned.person.empty() == std::ranges::none_of(staff, fit));
        if (assigned.person.empty()) continue;
        ++chosen;
        auto const &who = *policy.person(assigned.person);
        CHECK(fit(who));
        for (auto const &one : staff)
            if (fit(one)) CHECK(share(who) <= share(one) + 1e-12);
    }
    CHECK(chosen > 100);
}
