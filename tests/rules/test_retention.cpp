#include "../support/desk.hpp"
#include <dcc/policy/lint.hpp>
#include <dcc/rules/retention.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const two_rules = R"([[retention]]
name = "complaints"
kind = "complaint"
after = "10y"
[[retention]]
name = "billing"
category = ["billing"]
after = "3y"
)";

Date date(std::string_view text) {
    return parse_date(text).value();
}

std::string rule_for(Policy const &policy, std::string const &category, CaseKind kind) {
    auto const *rule = rules::retention_of(policy, category, kind);
    return rule ? rule->name : "none";
}

std::string first_finding(std::string const &section) {
    auto const policy = policy_of(small_policy + section);
    for (auto const &finding : lint(policy, monday))
        if (finding.message.english().starts_with("retention")) return finding.message;
    return "nothing";
}

std::string rule(std::string const &name, std::string const &keys) {
    return "[[retention]]\nname = \"" + name + "\"\n" + keys + "\n";
}

}  // namespace

TEST_CASE("The first retention rule that matches decides, and no rule keeps the texts") {
    auto const policy =
        policy_of(small_policy + "[[categories]]\nid = \"billing.refund\"\n" + two_rules);
    CHECK(rule_for(policy, "billing", CaseKind::service) == "billing");
    CHECK(rule_for(policy, "billing.refund", CaseKind::service) == "billing");
    CHECK(rule_for(policy, "billing", CaseKind::complaint) == "complaints");
    CHECK(rule_for(policy, "outage", CaseKind::service) == "none");
    CHECK(rule_for(policy, "", CaseKind::service) == "none");
}

TEST_CASE("The time of a retention rule must have passed completely") {
    struct Row {
        int years, days;
        char const *ended, *last;
    };
    for (auto const &row : std::initializer_list<Row>{{3, 0, "2026-06-01", "2029-06-01"},
                                                      {1, 0, "2028-02-29", "2029-03-01"},
                                                      {4, 0, "2028-02-29", "2032-02-29"},
                                                      {0, 90, "2026-06-01", "2026-08-30"}}) {
        RetentionRule rule;
        rule.years = row.years;
        rule.days = row.days;
        auto const last = std::chrono::sys_days{date(row.last)};
        CAPTURE(row.ended);
        CHECK_FALSE(rules::is_due(rule, date(row.ended), Date{last}));
        CHECK(rules::is_due(rule, date(row.ended), Date{last + std::chrono::days{1}}));
    }
}

TEST_CASE("A retention that is short or that can never match is reported") {
    CHECK(first_finding(two_rules) == "nothing");
    CHECK(first_finding(rule("a", "after = \"1096d\"")) == "nothing");
    for (std::string const after : {"2y", "1095d", "1d"})
        CHECK(first_finding(rule("a", "after = \"" + after + "\"")).find("less than 3 years") !=
              std::string::npos);
    for (std::string const keys : {"", "kind = \"service\"\n", "category = [\"billing\"]\n"})
        CHECK(first_finding(rule("a", "after = \"3y\"") + rule("b", keys + "after = \"5y\""))
                  .starts_with("retention \"b\": can never match"));
}

TEST_CASE("A retention rule with a wrong value is refused at its place") {
    for (std::string const keys :
         {"", "after = \"3\"", "after = \"y\"", "after = \"0y\"", "after = \"-1y\"",
          "after = \"3yy\"", "after = \"101y\"", "after = 3", "after = \"3y\"\nkind = \"odd\"",
          "after = \"3y\"\ncategory = [\"odd\"]", "after = \"3y\"\ncategory = []",
          "after = \"3y\"\nodd = 1"})
        CHECK_THROWS_AS(policy_of(small_policy + rule("a", keys)), Error);
}
