#include "desk.hpp"
#include <dcc/rules/suggest.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::Likely;

namespace {

Policy policy_with(std::optional<double> decide, std::optional<double> suggest,
                   bool second_opinion = false) {
    auto policy = bare_policy();
    policy.categories.clear();
    for (auto const *id : {"a", "b", "c", "d", "b.low"}) {
        Category category;
        category.id = id;
        policy.categories.push_back(category);
    }
    policy.suggest = {decide, suggest, second_opinion, {}};
    return policy;
}

// "decides a", "suggests b c" or "silent".
std::string advised(Policy const &policy, std::vector<Likely> const &likely,
                    std::string const &by_rule = {}) {
    auto const advice = rules::advise(policy, likely, by_rule);
    if (!advice.category.empty()) return "decides " + advice.category;
    std::string text = advice.suggested.empty() ? "silent" : "suggests";
    for (auto const &one : advice.suggested) text += " " + one.category;
    return text;
}

}  // namespace

TEST_CASE("the limits of the policy decide what becomes of a model's categories") {
    auto const at = [](double first) {
        return std::vector<Likely>{{"a", first}, {"b", 0.12}, {"c", 0.11}, {"d", 0.1}};
    };
    auto const both = policy_with(0.9, 0.5);
    CHECK(advised(both, at(0.95)) == "decides a");
    CHECK(advised(both, at(0.9)) == "decides a");
    CHECK(advised(both, at(0.899)) == "suggests a b c");
    CHECK(advised(both, at(0.5)) == "suggests a b c");
    CHECK(advised(both, at(0.499)) == "silent");
    CHECK(advised(policy_with(0.9, {}), at(0.8)) == "silent");
    CHECK(advised(policy_with(0.9, {}), at(0.9)) == "decides a");
    CHECK(advised(policy_with({}, 0.5), at(1)) == "suggests a b c");
    CHECK(advised(policy_with({}, {}), at(1)) == "silent");
    CHECK(advised(both, {}) == "silent");
}

TEST_CASE("only the first suggestion may be improbable, and each has its probability") {
    auto const advice =
        rules::advise(policy_with({}, 0.05), std::vector<Likely>{{"a", 0.0876}, {"b", 0.08}}, {});
    REQUIRE(advice.suggested.size() == 1);
    CHECK(advice.suggested.front() == event::Suggestion{"a", 88});
}

TEST_CASE("a category that the policy does not have is passed over") {
    auto const policy = policy_with(0.9, 0.3);
    CHECK(advised(policy, {{"gone", 0.95}, {"a", 0.04}}) == "silent");
    CHECK(advised(policy, {{"gone", 0.55}, {"a", 0.4}}) == "suggests a");
}

TEST_CASE("a rule is never overruled, and doubted only if the policy wants that") {
    std::vector<Likely> const likely{{"b", 0.95}};
    CHECK(advised(policy_with(0.9, 0.5), likely, "a") == "silent");
    CHECK(advised(policy_with(0.9, 0.5, true), likely, "a") == "suggests b");
    CHECK(advised(policy_with(0.9, 0.5, true), likely, "b") == "silent");
    CHECK(advised(policy_with(0.9, 0.5, true), {{"b.low", 0.95}}, "b") == "silent");
    CHECK(advised(policy_with(0.9, 0.97, true), likely, "a") == "silent");
}
