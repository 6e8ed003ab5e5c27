#include "desk.hpp"
#include <dcc/model/remedy.hpp>
#include <dcc/rules/access.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

Policy with_roles() {
    auto policy = bare_policy();
    policy.roles = {{"agent", {Right::case_show, Right::case_reply, Right::intake_open}, {}},
                    {"auditor", {Right::report_sla, Right::case_show}, {}},
                    {"admin", rights_like("*"), {}}};
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

bool may(Policy const &policy, std::string_view actor, Right right) {
    return !rules::refuse_access(policy, actor, right);
}

}  // namespace

TEST_CASE("a role may what it names and no more") {
    auto const policy = with_roles();
    CHECK(may(policy, "wang", Right::case_reply));
    CHECK(may(policy, "wang", Right::intake_open));
    CHECK_FALSE(may(policy, "wang", Right::intake_import));
    CHECK_FALSE(may(policy, "wang", Right::report_sla));
    CHECK(may(policy, "root", Right::admin_export));
    CHECK(may(policy, "sun", Right::case_show));
    CHECK_FALSE(may(policy, "sun", Right::case_reply));
}

TEST_CASE("one of several roles is enough, none is not") {
    auto const policy = with_roles();
    CHECK(may(policy, "both", Right::case_reply));
    CHECK(may(policy, "both", Right::report_sla));
    CHECK_FALSE(may(policy, "idle", Right::case_show));
    CHECK_FALSE(may(policy, "odd", Right::case_show));
}

TEST_CASE("people who are not on the staff list have the guest role, if there is one") {
    auto policy = with_roles();
    CHECK_FALSE(may(policy, "stranger", Right::case_show));
    policy.desk.guest_role = "auditor";
    CHECK(may(policy, "stranger", Right::case_show));
    CHECK_FALSE(may(policy, "stranger", Right::case_reply));
    CHECK_MESSAGE(!may(policy, "idle", Right::case_show), "staff without a role are no guests");
    CHECK_MESSAGE(!may(policy, "WANG", Right::case_reply), "another name is another person");
}

TEST_CASE("a policy without roles lets everybody do everything") {
    CHECK(may(bare_policy(), "anybody", Right::admin_export));
}

TEST_CASE("a refusal names the roles that may") {
    auto const policy = with_roles();
    auto no = rules::refuse_access(policy, "sun", Right::case_reply);
    REQUIRE(no);
    CHECK(no->code == "not_permitted");
    CHECK(no->kind == ErrorKind::no_permission);
    CHECK(no->message == "sun (auditor) may not do case.reply");
    CHECK(no->hint == "roles that may: agent, admin");
    CHECK(rules::refuse_access(policy, "idle", Right::case_reply)->message ==
          "idle (no role) may not do case.reply");
    CHECK(rules::refuse_access(policy, "stranger", Right::case_reply)->message ==
          "stranger is not on the staff list and may not do case.reply");
    auto without_admin = policy;
    without_admin.roles.pop_back();
    CHECK(rules::refuse_access(without_admin, "sun", Right::admin_export)->hint ==
          "no role of the policy has this permission");
}

TEST_CASE("a refusal tells a login its id on the staff list") {
    auto policy = with_roles();
    for (auto &one : policy.staff)
        if (one.id == "sun") one.logins = {"s.yue"};
    auto const no = rules::refuse_access(policy, "s.yue", Right::case_show);
    REQUIRE(no);
    CHECK(no->hint == Hint{Remedy::act_as, "on the staff list you are sun: act as sun", {"sun"}});
}

TEST_CASE("a user acts under their own names, and under others with the permission act.as") {
    auto policy = with_roles();
    policy.staff.front().logins.clear();
    auto const name_of = [&](std::string_view actor, std::string_view user) {
        auto const no = rules::refuse_name(policy, actor, user);
        return no ? no->message : "own";
    };
    CHECK(name_of("wang", "wang") == "own");
    CHECK(name_of("root", "wang") == "wang may not act as root (act.as)");
    CHECK(name_of("nobody", "wang") == "wang may not act as nobody (act.as)");
    CHECK(name_of("wang", "root") == "own");  // an admin, for somebody else
    CHECK(name_of("wang", "") == "own");      // an embedding program has checked
    for (auto &one : policy.staff)
        if (one.id == "sun") one.logins = {"s.yue", "sy"};
    CHECK(name_of("sun", "sy") == "own");
    CHECK(name_of("wang", "sy") == "sy may not act as wang (act.as)");
    // A login of an admin has the admin's permissions.
    for (auto &one : policy.staff)
        if (one.id == "root") one.logins = {"boss"};
    CHECK(name_of("wang", "boss") == "own");
    policy.roles.clear();
    CHECK(name_of("root", "anybody") == "own");
}

TEST_CASE("another time than now takes the permission time.set, and is never the future") {
    auto const policy = with_roles();
    auto const now = *parse_rfc3339("2026-11-25T08:00:00Z");
    auto const code = [&](std::string_view actor, std::string_view user,
                          std::optional<Instant> given) {
        auto const no = rules::refuse_acting(policy, actor, user, given, now);
        return no ? no->code : "done";
    };
    CHECK(code("wang", "wang", std::nullopt) == "done");
    CHECK(code("wang", "wang", now) == "not_permitted");
    CHECK(code("wang", "wang", now - Seconds{60}) == "not_permitted");
    CHECK(code("root", "root", now - Seconds{86400}) == "done");
    CHECK(code("wang", "root", now - Seconds{86400}) == "done");  // the user may
    CHECK(code("root", "", now - Seconds{86400}) == "done");
    CHECK(code("root", "root", now + Seconds{300}) == "done");
    CHECK(code("root", "root", now + Seconds{301}) == "time_to_come");
    CHECK(code("root", "root", *parse_rfc3339("9999-12-31T00:00:00Z")) == "time_to_come");
}
