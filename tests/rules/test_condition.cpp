#include "desk.hpp"
#include <dcc/base/error.hpp>
#include <dcc/rules/condition.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using rules::CaseAttributes;

TEST_CASE("a condition without lists holds for every case") {
    CHECK(rules::holds({}, {}, bare_policy()));
    CHECK(rules::holds({}, {"phone", "tech", "high", "gold", "router"}, bare_policy()));
}

TEST_CASE("each list must hold its own fact") {
    auto const policy = bare_policy();
    CaseAttributes const known{"phone", "tech", "high", "gold", "router"};
    Condition const all{{"phone"}, {"tech"}, {"high"}, {"gold"}, {"router"}, {}, {}};
    REQUIRE(rules::holds(all, known, policy));
    for (auto const list : {&Condition::channel, &Condition::category, &Condition::priority,
                            &Condition::tier, &Condition::product}) {
        auto other = all;
        other.*list = {"billing", "other"};
        CHECK_FALSE(rules::holds(other, known, policy));
        other.*list = {"other", (all.*list)[0]};
        CHECK(rules::holds(other, known, policy));
    }
}

TEST_CASE("what is unknown of a case is in no list") {
    auto const policy = bare_policy();
    CHECK_FALSE(rules::holds(when(&Condition::tier, {"gold"}), {}, policy));
    CHECK_FALSE(rules::holds(when(&Condition::category, {"billing"}), {}, policy));
    CHECK_FALSE(rules::holds(when(&Condition::product, {"router"}), {}, policy));
}

TEST_CASE("a category stands for all below it, not for what only begins alike") {
    auto const policy = bare_policy();
    auto const holds = [&](std::string const &of, std::string const &listed) {
        return rules::holds(when(&Condition::category, {listed}),
                            attributes({{&CaseAttributes::category, of}}), policy);
    };
    CHECK(holds("billing", "billing"));
    CHECK(holds("billing.refund", "billing"));
    CHECK(holds("billing.refund.late", "billing"));
    CHECK_FALSE(holds("billing", "billing.refund"));
    CHECK_FALSE(holds("billings", "billing"));
    CHECK_FALSE(holds("tech", "billing"));
}

TEST_CASE("of the SLA rules the first that holds decides, the default comes last") {
    auto policy = bare_policy();
    policy.sla = {sla("refunds", when(&Condition::category, {"billing.refund"})),
                  sla("gold", when(&Condition::tier, {"gold"})),
                  sla("money", when(&Condition::category, {"billing"})), sla("standard")};
    auto const name = [&](CaseAttributes const &known) {
        return rules::match_sla(policy, known).name;
    };
    CHECK(name(attributes({{&CaseAttributes::category, "billing.refund.late"},
                           {&CaseAttributes::tier, "gold"}})) == "refunds");
    CHECK(name(attributes({{&CaseAttributes::category, "billing"},
                           {&CaseAttributes::tier, "gold"}})) == "gold");
    CHECK(name(attributes({{&CaseAttributes::category, "billing"}})) == "money");
    CHECK(name(attributes({{&CaseAttributes::category, "tech"}})) == "standard");
    CHECK(name({}) == "standard");
}

TEST_CASE("rules without a default are a fault of the policy, not a guess") {
    auto policy = bare_policy();
    policy.sla = {sla("gold", when(&Condition::tier, {"gold"}))};
    try {
        rules::match_sla(policy, {});
        FAIL("a rule was found");
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::policy);
    }
}
