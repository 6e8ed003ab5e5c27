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
    made.text.words = std::move(words);
    made.text.patterns = std::move(patterns);
    made.when = std::move(when);
    made.place = {"policy.toml", 55, 1};
    return made;
}

Policy policy_with(std::vector<ClassifyRule> rules) {
    auto policy = bare_policy();
    policy.classify = std::move(rules);
    return policy;
}

std::string decided_by(Policy const &policy, std::string_view text,
                       CaseAttributes const &known = {}) {
    auto const found = Classifier{policy}.match(text, known);
    return found ? found->rule->name : "none";
}

// What the rule that decides found: "退款: 退款".
std::string found_by(Policy const &policy, std::string_view text) {
    auto const fitting = Classifier{policy}.match(text, {});
    if (!fitting) return "none";
    std::string all;
    for (auto const &match : fitting->found)
        all += (all.empty() ? "" : ", ") + match.by + ": " + match.text;
    return all;
}

}  // namespace

TEST_CASE("the first rule that fits decides, the others are told too") {
    auto const policy = policy_with({rule("refund", "billing.refund", {"退款", "refund"}),
                                     rule("money", "billing", {"钱", "money", "付款"}),
                                     rule("down", "tech", {"断网"})});
    CHECK(decided_by(policy, "我要退款，钱呢") == "refund");
    CHECK(decided_by(policy, "付款失败") == "money");
    CHECK(decided_by(policy, "家里断网了") == "down");
    CHECK(decided_by(policy, "你好") == "none");
    CHECK(decided_by(policy, "") == "none");
    Classifier const classifier{policy};
    std::string all;
    for (auto const &found : classifier.matches("断网三天，要退款，钱呢", {}))
        all += found.rule->name + " ";
    CHECK(all == "refund money down ");
    CHECK(classifier.matches("你好", {}).empty());
}

TEST_CASE("words of the subject are looked for there only, beside those of all of the text") {
    auto policy = policy_with({rule("danger", "tech", {"起火"})});
    policy.classify[0].text.subject = {"爆炸", "explosion"};
    auto const decided = [&](std::string_view subject, std::string_view body) {
        return decided_by(policy, rules::request_text(subject, body));
    };
    CHECK(decided("电池爆炸了", "请处理") == "danger");
    CHECK(decided("Explosion", "") == "danger");
    CHECK(decided("混凝土质量", "爆炸时用的那种混凝土") == "none");
    CHECK(decided("混凝土质量", "充电器起火") == "danger");
    CHECK(found_by(policy, rules::request_text("电池爆炸了", "起火")) == "爆炸: 爆炸");
    // What must be there, and what must not, is looked for in all of it.
    policy.classify[0].text.unless_words = {"混凝土"};
    CHECK(decided("电池爆炸了", "混凝土") == "none");
    // A rule that asks for the subject alone does not take every text.
    policy.classify[0].text.words.clear();
    CHECK(decided("请处理", "起火") == "none");
}

TEST_CASE("words are found in any case and width, as words") {
    auto const policy = policy_with({rule("refund", "billing", {"ReFund", "退款", "repay*"})});
    CHECK(decided_by(policy, "REFUND please") == "refund");
    CHECK(decided_by(policy, "refunds please") == "none");
    CHECK(decided_by(policy, "Repayment please") == "refund");
    CHECK(decided_by(policy, "ｒｅｆｕｎｄ") == "refund");
    CHECK(decided_by(policy, "要求退款！") == "refund");
    CHECK(decided_by(policy, "re fund") == "none");
}

TEST_CASE("the rule says what it found, as the text has it") {
    auto policy = policy_with({rule("refund", "billing", {"refund", "退款"}, {"退.{0,3}钱"})});
    CHECK(found_by(policy, "我要退款, REFUND") == "退款: 退款");
    CHECK(found_by(policy, "ＲＥＦＵＮＤ") == "refund: ＲＥＦＵＮＤ");
    CHECK(found_by(policy, "请退我的钱") == "退.{0,3}钱: 退我的钱");
    policy.classify[0].text.all_words = {"order"};
    CHECK(found_by(policy, "refund my Order") == "refund: refund, order: Order");
    CHECK(found_by(policy, "refund") == "none");
}

TEST_CASE("all, any and none of the words must be there together") {
    struct Row {
        char const *text;
        bool fits;
    };
    auto policy = policy_with({rule("x", "billing", {"red", "blue"}, {"gr[ae]y"})});
    auto &test = policy.classify[0].text;
    test.all_words = {"car", "new"};
    test.unless_words = {"toy*", "rental"};
    test.unless_patterns = {"for (kids|children)"};
    Row const rows[] = {
        {"a new red car", true},
        {"a new grey car", true},
        {"a new blue car", true},
        {"a new car", false},
        {"a red car", false},
        {"a new red car, toys", false},
        {"a new red rental car", false},
        {"a new red car for kids", false},
        {"a new red car for kin", true},
        {"new blue cars", false},
    };
    for (auto const &row : rows) {
        CAPTURE(row.text);
        CHECK((decided_by(policy, row.text) == "x") == row.fits);
    }
    // Without words and patterns, the other parts decide.
    test.words.clear();
    test.patterns.clear();
    CHECK(decided_by(policy, "a new car") == "x");
    CHECK(decided_by(policy, "a new toy car") == "none");
}

TEST_CASE("tags and the category of the case before narrow a rule") {
    auto const policy =
        policy_with({rule("vip", "billing", {}, {}, when(&Condition::tag, {"vip", "press"})),
                     rule("again", "tech", {"again"}, {}, when(&Condition::earlier, {"billing"}))});
    CaseAttributes known;
    CHECK(decided_by(policy, "again", known) == "none");
    known.earlier = "billing.refund";
    CHECK(decided_by(policy, "again", known) == "again");
    CHECK(decided_by(policy, "hello", known) == "none");
    known.tags = {"old", "press"};
    CHECK(decided_by(policy, "again", known) == "vip");
}

TEST_CASE("what only looks like a word is told apart") {
    auto const policy =
        policy_with({rule("danger", "tech", {"起火"}), rule("x", "tech", {"rude"})});
    std::string all;
    for (auto const &match : Classifier{policy}.passed_over("一起火锅，intruder"))
        all += match.rule + ": " + match.text + "; ";
    CHECK(all == "danger: 一【起火】锅，intruder; x: 一起火锅，int【rude】r; ");
    CHECK(Classifier{policy}.passed_over("起火").empty());
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
    auto policy = bare_policy();
    policy.impacts = {"high", "medium", "low"};
    policy.urgencies = {"high", "low"};
    policy.matrix = {{{"high", "high"}, "urgent"}, {{"high", "low"}, "high"},
                     {{"medium", "high"}, "high"}, {{"medium", "low"}, "normal"},
                     {{"low", "high"}, "normal"},  {{"low", "low"}, "low"}};
    policy.default_impact = "low";
    policy.default_urgency = "low";
    policy.categories[1].impact = "medium";  // billing.refund
    for (auto const *id : {"urgent", "high", "normal", "low"})
        policy.priorities.push_back({id, {}});
    return policy;
}

RaiseRule raise(std::string name, std::string impact, std::string urgency, std::string priority) {
    RaiseRule made;
    made.name = std::move(name);
    made.impact = std::move(impact);
    made.urgency = std::move(urgency);
    made.priority = std::move(priority);
    made.place = {"policy.toml", 77, 1};
    return made;
}

// The rating of a text with these raises, and what was raised: "high: urgency low>high by danger".
std::string raised(std::vector<RaiseRule> rules, std::string const &text = "",
                   CaseAttributes const &known = {}, bool repeat = false,
                   std::string const &given_urgency = {}) {
    auto policy = rating_policy();
    policy.raises = std::move(rules);
    Classifier const classifier{policy};
    auto const fitting = classifier.raises(text, known, repeat);
    auto const rating = rules::rate(policy, {}, given_urgency, nullptr, "tech", fitting);
    auto result = rating.priority;
    for (auto const &one : rating.raised)
        result += "; " + one.what + " " + one.from + ">" + one.to + " by " + one.rule;
    return result;
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

TEST_CASE("raises go one step up, or at least to a level; the highest counts") {
    CHECK(raised({}) == "low");
    CHECK(raised({raise("a", "", "high", "")}) == "normal; urgency low>high by a");
    CHECK(raised({raise("a", "up", "", "")}) == "normal; impact low>medium by a");
    CHECK(raised({raise("a", "up", "", ""), raise("b", "up", "", "")}) ==
          "normal; impact low>medium by a");
    CHECK(raised({raise("a", "up", "", ""), raise("b", "high", "", "")}) ==
          "high; impact low>high by b");
    CHECK(raised({raise("a", "", "high", "up")}) ==
          "high; urgency low>high by a; priority normal>high by a");
    CHECK(raised({raise("a", "", "", "urgent"), raise("b", "", "up", "high")}) ==
          "urgent; urgency low>high by b; priority normal>urgent by a");
    // Never down, never beyond the top, and not what a person gave.
    CHECK(raised({raise("a", "low", "", "low")}) == "low");
    CHECK(raised({raise("a", "", "up", "")}, "", {}, false, "high") == "normal");
    CHECK(raised({raise("a", "gigantic", "", "")}) == "low");
}

TEST_CASE("a raise has conditions like any rule, and says what it found") {
    auto words = raise("danger", "", "high", "");
    words.text.words = {"hospital"};
    words.text.unless_words = {"hospital bed"};
    CHECK(raised({words}, "in hospital") == "normal; urgency low>high by danger");
    CHECK(raised({words}, "a hospital bed") == "low");
    auto tier = raise("gold", "", "", "up");
    tier.when = when(&Condition::tier, {"gold"});
    CHECK(raised({tier}, "", attributes({{&CaseAttributes::tier, "gold"}})) ==
          "normal; priority low>normal by gold");
    CHECK(raised({tier}) == "low");
    auto repeat = raise("repeat", "", "up", "");
    repeat.repeat = true;
    CHECK(raised({repeat}, "", {}, true) == "normal; urgency low>high by repeat");
    CHECK(raised({repeat}) == "low");

    auto policy = rating_policy();
    policy.raises = {words};
    Classifier const classifier{policy};
    auto const rating =
        rules::rate(policy, {}, {}, nullptr, "tech", classifier.raises("IN HOSPITAL", {}, false));
    REQUIRE(rating.found.size() == 1);
    CHECK(rating.found[0].rule == "danger");
    CHECK(rating.found[0].text == "HOSPITAL");
    CHECK(rating.raised.at(0).place == "policy.toml:77");
    CHECK(rating.by ==
          "impact low (default), urgency high (default, raised from low by \"danger\")");
}

TEST_CASE("impact and urgency that the matrix lacks give no priority, not a wrong one") {
    auto const rating = rules::rate(rating_policy(), "gigantic", "high", nullptr, "tech");
    CHECK(rating.priority.empty());
    CHECK(rating.impact == "gigantic");
}

TEST_CASE("no word goes on from the subject to the body") {
    auto const policy =
        policy_with({rule("access", "tech", {"log in"}), rule("danger", "billing", {"起火"})});
    auto const decided = [&](std::string_view subject, std::string_view body) {
        return decided_by(policy, rules::request_text(subject, body));
    };
    CHECK(decided("A question about the log", "In the morning") == "none");
    CHECK(decided("为什么突然一起", "火锅聚餐的发票") == "none");
    CHECK(decided("log in", "") == "access");
    CHECK(decided("", "I cannot log\nin") == "access");
    CHECK(rules::request_text("only a subject", "") == "only a subject");
}
