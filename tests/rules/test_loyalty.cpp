#include <dcc/rules/loyalty.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using rules::CustomerHistory;
using rules::risk_of;

namespace {

constexpr Instant origin{Seconds{1'780'000'000}};

Instant on(int day) {
    return origin + Seconds{86400} * day;
}

LoyaltyRule rule_of(int days) {
    LoyaltyRule rule;
    rule.name = "rule";
    rule.days = days;
    return rule;
}

}  // namespace

TEST_CASE("The last answer decides, and a low one holds since no higher one followed") {
    auto rule = rule_of(30);
    rule.csat_at = 2;
    CustomerHistory history;
    CHECK_FALSE(risk_of(history, rule, on(20)));
    history.answers = {{on(1), 1, {}}, {on(2), 5, {}}};
    CHECK_FALSE(risk_of(history, rule, on(20)));
    history.answers.push_back({on(5), 2, {}});
    history.answers.push_back({on(6), {}, 0});  // says nothing about satisfaction
    history.answers.push_back({on(8), 1, {}});
    auto const risk = risk_of(history, rule, on(20));
    REQUIRE(risk);
    CHECK(risk->since == on(5));
    CHECK(risk->csat == 1);
    CHECK(risk->nps == 0);
    // As of an earlier instant later answers are unknown.
    CHECK_FALSE(risk_of(history, rule, on(4)));
    CHECK(risk_of(history, rule, on(5))->csat == 2);
    // What is older than the days of the rule does not count: to the second.
    CHECK(risk_of(history, rule, on(38)));
    CHECK_FALSE(risk_of(history, rule, on(38) + Seconds{1}));
}

TEST_CASE("A number is reached within the days of the rule, and holds since the event that did") {
    auto rule = rule_of(30);
    rule.complaints = 2;
    CustomerHistory history;
    history.complaints = {on(0), on(10), on(20), on(25)};
    auto const at = [&](int day) { return risk_of(history, rule, on(day)); };
    CHECK_FALSE(at(9));
    CHECK(at(10)->since == on(10));
    CHECK(at(30)->complaints == 4);
    CHECK(at(30)->since == on(10));
    // The first one is too old: the third of all is the second that counts.
    CHECK(at(31)->complaints == 3);
    CHECK(at(31)->since == on(20));
    CHECK(at(50)->since == on(25));
    CHECK_FALSE(at(51));
}

TEST_CASE("All conditions of a rule must hold, and it does since the last one") {
    auto rule = rule_of(100);
    rule.nps_at = 6;
    rule.cases = 3;
    rule.late = 1;
    rule.reopened = 2;
    CustomerHistory history;
    history.answers = {{on(4), {}, 6}};
    history.cases = {on(1), on(2), on(3)};
    history.late = {on(7)};
    history.reopened = {on(2), on(2)};
    auto const risk = risk_of(history, rule, on(50));
    REQUIRE(risk);
    CHECK(risk->since == on(7));
    CHECK(risk->late == 1);
    CHECK(risk->reopened == 2);
    for (auto *const list : {&history.cases, &history.late, &history.reopened}) {
        auto const last = list->back();
        list->pop_back();
        CHECK_FALSE(risk_of(history, rule, on(50)));
        list->push_back(last);
    }
    history.answers.front().nps = 7;
    CHECK_FALSE(risk_of(history, rule, on(50)));
    history.answers.clear();
    CHECK_FALSE(risk_of(history, rule, on(50)));
}
