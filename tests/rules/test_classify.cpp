#include "desk.hpp"
#include <dcc/base/error.hpp>
#include <dcc/rules/classify.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::CaseAttributes;
using rules::Classifier;

namespace {

ClassifyRule rule(std::string name, std::string category, std::vector<std::string> words,
                  std::vector<std::string> patterns = {}, Condition when = {}) {
    ClassifyRule made;
    made.name = std::move(name);
    made.category = std::move(category);
    made.words = std::move(words);
    made.patterns = std::move(patterns);
    made.when = std::move(when);
    made.place = {"policy.toml", 55, 1};
    return made;
}

Policy policy_with(std::vector<ClassifyRule> rules) {
    auto policy = small_policy();
    policy.classify = std::move(rules);
    return policy;
}

std::string decided_by(Policy const &policy, std::string_view text,
                       CaseAttributes const &known = {}) {
    auto const *found = Classifier{policy}.match(text, known);
    return found ? found->name : "none";
}

}  // namespace

TEST_CASE("the first rule that fits decides, the others are told too") {
    auto const policy = policy_with({rule("refund", "billing.refund", {"退款", "refund"}),
                                     rule("money", "billing", {"钱", "money", "款"}),
                                     rule("down", "tech", {"断网"})});
    CHECK(decided_by(policy, "我要退款，钱呢") == "refund");
    CHECK(decided_by(policy, "付款失败") == "money");
    CHECK(decided_by(policy, "家里断网了") == "down");
    CHECK(decided_by(policy, "你好") == "none");
    CHECK(decided_by(policy, "") == "none");
    Classifier const classifier{policy};
    std::string all;
    for (auto const *found : classifier.matches("断网三天，要退款", {})) all += found->name + " ";
    CHECK(all == "refund money down ");
    CHECK(classifier.matches("你好", {}).empty());
}

TEST_CASE("words are found in any case and width, inside other words too") {
    auto const policy = policy_with({rule("refund", "billing", {"ReFund", "退款"})});
    CHECK(decided_by(policy, "REFUNDS please") == "refund");
    CHECK(decided_by(policy, "ｒｅｆｕｎｄ") == "refund");
    CHECK(decided_by(policy, "要求退款！") == "refund");
    CHECK(decided_by(policy, "re fund") == "none");
}

TEST_CASE("patterns are found over characters, not bytes") {
    auto const policy =
        policy_with({rule("refund", "billing", {}, {"退.{0,3}钱", "^money back$"})});
    CHECK(decided_by(policy, "请退我的钱") == "refund");
    CHECK(decided_by(policy, "请退还给我的钱") == "none");
    CHECK(decided_by(policy, "Money Back") == "refund");
    CHECK(decided_by(policy, "money back please") == "none");
}

TEST_CASE("either a word or a pattern is enough") {
    auto const policy = policy_with({rule("refund", "billing", {"refund"}, {"退.*钱"})});
    CHECK(decided_by(policy, "refund") == "refund");
    CHECK(decided_by(policy, "退我钱") == "refund");
    CHECK(decided_by(policy, "钱") == "none");
}

TEST_CASE("a rule's condition must hold besides; without words any text fits it") {
    auto const policy =
        policy_with({rule("vip money", "billing", {"money"}, {}, when(&Condition::tier, {"gold"})),
                     rule("shop", "tech", {}, {}, when(&Condition::channel, {"shop"}))});
    CHECK(decided_by(policy, "money", attributes({{&CaseAttributes::tier, "gold"}})) ==
          "vip money");
    CHECK(decided_by(policy, "money", attributes({{&CaseAttributes::tier, "normal"}})) == "none");
    CHECK(decided_by(policy, "hello",
                     attributes({{&CaseAttributes::channel, "shop"},
                                 {&CaseAttributes::tier, "gold"}})) == "shop");
    CHECK(decided_by(policy, "", attributes({{&CaseAttributes::channel, "shop"}})) == "shop");
}

TEST_CASE("ill-formed text is classified as far as it can be read") {
    auto const policy = policy_with({rule("refund", "billing", {"refund"}, {"退.*钱"})});
    CHECK(decided_by(policy, "\xff refund \xe5") == "refund");
}

TEST_CASE("a pattern that is none is named with its place") {
    auto const policy = policy_with({rule("refund", "billing", {}, {"退(款"})});
    try {
        Classifier const classifier{policy};
        FAIL("accepted");
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::policy);
        CHECK(std::string_view{error.what()}.starts_with(
            "policy.toml:55: classify \"refund\": pattern \"退(款\": "));
    }
}

namespace {

Policy rating_policy() {
    auto policy = small_policy();
    policy.impacts = {"high", "medium", "low"};
    policy.urgencies = {"high", "low"};
    policy.matrix = {{{"high", "high"}, "urgent"}, {{"high", "low"}, "high"},
                     {{"medium", "high"}, "high"}, {{"medium", "low"}, "normal"},
                     {{"low", "high"}, "normal"},  {{"low", "low"}, "low"}};
    policy.default_impact = "low";
    policy.default_urgency = "low";
    policy.categories[1].impact = "medium";  // billing.refund
    return policy;
}

}  // namespace

TEST_CASE("every field of the matrix gives its priority") {
    auto const policy = rating_policy();
    std::string grid;
    for (auto const &impact : policy.impacts) {
        for (auto const &urgency : policy.urgencies)
            grid += rules::rate(policy, impact, urgency, nullptr, "tech").priority + " ";
        grid += "\n";
    }
    CHECK(grid ==
          "urgent high \n"
          "high normal \n"
          "normal low \n");
}

TEST_CASE(
    "what is given goes before the rule, the rule before the category, that before the default") {
    auto const policy = rating_policy();
    auto decided = rule("outage", "billing.refund", {"x"});
    decided.impact = "high";
    auto const rated = [&](std::string const &impact, std::string const &urgency,
                           ClassifyRule const *by, std::string const &of) {
        auto const rating = rules::rate(policy, impact, urgency, by, of);
        return rating.priority + ": " + rating.by;
    };
    CHECK(rated("low", "high", &decided, "billing.refund") ==
          "normal: impact low (given), urgency high (given)");
    CHECK(rated("", "", &decided, "billing.refund") ==
          "high: impact high (rule outage), urgency low (default)");
    CHECK(rated("", "high", nullptr, "billing.refund") ==
          "high: impact medium (category billing.refund), urgency high (given)");
    CHECK(rated("", "", nullptr, "tech") == "low: impact low (default), urgency low (default)");
    CHECK(rated("", "", nullptr, "") == "low: impact low (default), urgency low (default)");
}

TEST_CASE("impact and urgency that the matrix lacks give no priority, not a wrong one") {
    auto const rating = rules::rate(rating_policy(), "gigantic", "high", nullptr, "tech");
    CHECK(rating.priority.empty());
    CHECK(rating.impact == "gigantic");
}
