#include "desk.hpp"
#include <dcc/rules/access.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

Policy with_roles() {
    auto policy = small_policy();
    policy.roles = {{"agent", {"case.*", "intake.open"}, {}},
                    {"auditor", {"report.*", "case.show"}, {}},
                    {"admin", {"*"}, {}}};
    auto const add = [&](std::string id, std::vector<std::string> roles) {
        auto one = person(std::move(id), "front");
        one.roles = std::move(roles);
        policy.staff.push_back(std::move(one));
    };
    add("wang", {"agent"});
    add("sun", {"auditor"});
    add("both", {"auditor", "agent"});
    add("root", {"admin"});
    add("idle", {});
    add("odd", {"a role that is gone"});
    return policy;
}

bool may(Policy const &policy, std::string_view actor, std::string_view permission) {
    return !rules::refuse_access(policy, actor, permission);
}

}  // namespace

TEST_CASE("a right is a permission, all deeds of a tool, or everything") {
    auto const policy = with_roles();
    CHECK(may(policy, "wang", "case.reply"));
    CHECK(may(policy, "wang", "intake.open"));
    CHECK_FALSE(may(policy, "wang", "intake.open.twice"));
    CHECK_FALSE(may(policy, "wang", "intake"));
    CHECK_FALSE(may(policy, "wang", "intake.import"));
    CHECK_FALSE(may(policy, "wang", "cases.reply"));
    CHECK_FALSE(may(policy, "wang", "report.sla"));
    CHECK(may(policy, "root", "admin.key"));
    CHECK(may(policy, "sun", "case.show"));
    CHECK_FALSE(may(policy, "sun", "case.reply"));
}

TEST_CASE("one of several roles is enough, none is not") {
    auto const policy = with_roles();
    CHECK(may(policy, "both", "case.reply"));
    CHECK(may(policy, "both", "report.sla"));
    CHECK_FALSE(may(policy, "idle", "case.show"));
    CHECK_FALSE(may(policy, "odd", "case.show"));
}

TEST_CASE("people who are not on the staff list have the guest role, if there is one") {
    auto policy = with_roles();
    CHECK_FALSE(may(policy, "stranger", "case.show"));
    policy.desk.guest_role = "auditor";
    CHECK(may(policy, "stranger", "case.show"));
    CHECK_FALSE(may(policy, "stranger", "case.reply"));
    CHECK_MESSAGE(!may(policy, "idle", "case.show"), "staff without a role are no guests");
    CHECK_MESSAGE(!may(policy, "WANG", "case.reply"), "another name is another person");
}

TEST_CASE("a policy without roles lets everybody do everything") {
    CHECK(may(small_policy(), "anybody", "admin.key"));
}

TEST_CASE("a refusal names the roles that may") {
    auto const policy = with_roles();
    auto no = rules::refuse_access(policy, "sun", "case.reply");
    REQUIRE(no);
    CHECK(no->code == "not_permitted");
    CHECK(no->kind == ErrorKind::no_permission);
    CHECK(no->message == "sun (auditor) may not do case.reply");
    CHECK(no->hint == "roles that may: agent, admin");
    CHECK(rules::refuse_access(policy, "idle", "case.reply")->message ==
          "idle (no role) may not do case.reply");
    CHECK(rules::refuse_access(policy, "stranger", "case.reply")->message ==
          "stranger is not on the staff list and may not do case.reply");
    auto without_admin = policy;
    without_admin.roles.pop_back();
    CHECK(rules::refuse_access(without_admin, "sun", "admin.key")->hint ==
          "no role of the policy may");
}
