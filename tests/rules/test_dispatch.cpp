#include "../random.hpp"
#include "desk.hpp"
#include <dcc/rules/dispatch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::Load;

namespace {

Instant const now{Seconds{1'000'000}};

Load load(int open, std::optional<int> last = std::nullopt) {
    return {open, last ? std::optional{Instant{Seconds{*last}}} : std::nullopt};
}

rules::OnDuty all_but(std::set<std::string> absent) {
    return [absent](Person const &person, Instant at) {
        CHECK(at == now);
        return !absent.contains(person.id);
    };
}

// "wang: chosen, li: fit, but not next" with who got it in front.
std::string verdicts(event::Assigned const &assigned) {
    auto text = assigned.team + "/" + assigned.person;
    for (auto const &one : assigned.candidates) text += " | " + one.person + ": " + one.verdict;
    return text;
}

Policy policy_of(std::vector<Person> staff) {
    auto policy = small_policy();
    policy.staff = std::move(staff);
    return policy;
}

}  // namespace

TEST_CASE("a case goes to the one whose share of capacity in use is smallest") {
    auto const policy = policy_of({person("li", "tech", {}, 10), person("wang", "tech", {}, 4),
                                   person("zhao", "front", {}, 100)});
    auto const assigned =
        rules::dispatch(policy, "tech", {{"li", load(4)}, {"wang", load(1)}}, now, all_but({}));
    CHECK(verdicts(assigned) == "tech/wang | li: fit, but not next | wang: chosen");
    CHECK(assigned.by == "dispatch");
    CHECK(assigned.candidates[0].load == 4);
    CHECK(assigned.candidates[0].capacity == 10);
    CHECK(rules::dispatch(policy, "tech", {{"li", load(2)}, {"wang", load(1)}}, now, all_but({}))
              .person == "li");
}

TEST_CASE("of equals the one whose last case came longest ago is next, one without any first") {
    auto const policy =
        policy_of({person("a", "tech"), person("b", "tech"), person("c", "tech", {}, 20)});
    auto const chosen = [&](std::map<std::string, Load> const &loads) {
        return rules::dispatch(policy, "tech", loads, now, all_but({})).person;
    };
    CHECK(chosen({{"a", load(1, 500)}, {"b", load(1, 400)}, {"c", load(2, 450)}}) == "b");
    CHECK(chosen({{"a", load(1, 500)}, {"b", load(1, 600)}, {"c", load(2)}}) == "c");
    CHECK(chosen({{"a", load(1, 500)}, {"b", load(1, 500)}, {"c", load(2, 500)}}) == "a");
    CHECK(chosen({}) == "a");
}

TEST_CASE("equals take turns: a round gives each one case, whatever the order of the list") {
    for (bool const reversed : {false, true}) {
        std::vector<Person> staff{person("a", "tech"), person("b", "tech"), person("c", "tech")};
        if (reversed) std::ranges::reverse(staff);
        auto const policy = policy_of(staff);
        std::map<std::string, Load> loads;
        std::string turns;
        for (int i = 1; i <= 9; ++i) {
            auto const who = rules::dispatch(policy, "tech", loads, now, all_but({})).person;
            turns += who;
            loads[who] = {loads[who].open_cases + 1, Instant{Seconds{i}}};
        }
        CHECK(turns == "abcabcabc");
    }
}

TEST_CASE("nobody gets a case who is absent, full, unskilled or of another team") {
    auto const policy =
        policy_of({person("absent", "front", {"billing"}), person("full", "front", {"billing"}, 3),
                   person("green", "front", {"phones"}), person("other", "tech", {"billing"}),
                   person("wang", "front", {"phones", "billing"})});
    auto const assigned =
        rules::dispatch(policy, "billing.refund", {{"full", load(3)}, {"wang", load(9, 999)}}, now,
                        all_but({"absent"}));
    CHECK(verdicts(assigned) ==
          "front/wang | absent: off duty | full: at capacity | green: lacks skill billing | "
          "wang: chosen");
}

TEST_CASE("with nobody fit the team holds the case") {
    auto const policy = policy_of(
        {person("absent", "front", {"billing"}), person("retired", "front", {"billing"}, 0)});
    auto const assigned = rules::dispatch(policy, "billing", {}, now, all_but({"absent"}));
    CHECK(verdicts(assigned) == "front/ | absent: off duty | retired: at capacity");
    CHECK(verdicts(rules::dispatch(policy, "tech", {}, now, all_but({}))) == "tech/");
}

TEST_CASE("a category without a team, or none at all, is dispatched to nobody") {
    auto const policy = policy_of({person("wang", "")});
    for (auto const category : {"nobody", "unheard of", ""}) {
        auto const assigned = rules::dispatch(policy, category, {}, now, all_but({}));
        CHECK(assigned.team.empty());
        CHECK(assigned.person.empty());
        CHECK(assigned.candidates.empty());
    }
}

TEST_CASE("whoever is chosen is fit, and nobody fit uses a smaller share of their capacity") {
    Random random{11};
    int chosen = 0;
    for (int i = 0; i < 500; ++i) {
        std::vector<Person> staff;
        std::map<std::string, Load> loads;
        std::set<std::string> absent;
        for (char id = 'a'; id < 'g'; ++id) {
            std::string const name(1, id);
            std::vector<std::string> skills;
            if (!random.one_in(3)) skills.emplace_back("billing");
            staff.push_back(person(name, random.one_in(4) ? "tech" : "front", skills,
                                   static_cast<int>(random.below(6))));
            loads[name] =
                load(static_cast<int>(random.below(6)), static_cast<int>(random.below(1000)));
            if (random.one_in(4)) absent.insert(name);
        }
        auto const policy = policy_of(staff);
        auto const assigned = rules::dispatch(policy, "billing", loads, now, all_but(absent));
        auto const fit = [&](Person const &one) {
            return one.team == "front" && !one.skills.empty() && !absent.contains(one.id) &&
                   loads[one.id].open_cases < one.capacity;
        };
        auto const share = [&](Person const &one) {
            return static_cast<double>(loads[one.id].open_cases) / one.capacity;
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
