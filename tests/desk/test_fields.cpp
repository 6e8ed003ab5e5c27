#include "../support/desk.hpp"
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/redact.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/exchange/import.hpp>

#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const with_fields = with(small_policy, "[[classify]]\nname = \"refunds\"", R"([[field]]
id = "region"
type = "choice"
choices = ["north", "south"]
[[field]]
id = "weight"
type = "number"
[[field]]
id = "plate"
personal = true
[[classify]]
name = "northern"
field = { region = "north" }
category = "outage"
[[classify]]
name = "refunds")");

struct FieldDesk : FileDesk {
    FieldDesk() : FileDesk{with_fields} {}

    CaseId opened(std::vector<FieldValue> fields) {
        desk::OpenArgs args;
        args.given_fields = std::move(fields);
        return open(monday, args).id;
    }
    std::string give(CaseId id, std::vector<FieldValue> fields,
                     std::vector<std::string> cleared = {}, std::string reason = {}) {
        desk::FactsArgs args;
        args.given_fields = std::move(fields);
        args.cleared = std::move(cleared);
        args.reason = std::move(reason);
        return code(monday, desk::facts, id, args);
    }
    std::string value(CaseId id, std::string_view field) {
        return std::string{value_of(load(id), field)};
    }
    std::string listed(FieldValue const &field) {
        store::CaseQuery query;
        query.fields = {field};
        std::string ids;
        writer.each_case(query, [&](store::CaseRow const &row) {
            ids += row.id.text();
            return true;
        });
        return ids;
    }
};

}  // namespace

TEST_CASE("Fields of the policy are given, corrected, cleared and listed by") {
    FieldDesk desk;
    auto const id = desk.opened({{"region", "north"}, {"weight", "05.0"}, {"plate", "沪A 12345"}});
    CHECK(desk.value(id, "region") == "north");
    CHECK(desk.value(id, "weight") == "5");
    CHECK(desk.load(id).personal_fields == std::vector<FieldValue>{{"plate", "沪A 12345"}});
    CHECK(desk.listed({"region", "north"}) == "C1");
    CHECK(desk.listed({"plate", "沪A 12345"}).empty());
    CHECK(desk.give(id, {{"region", "south"}}) == "no_reason");
    CHECK(desk.give(id, {{"region", "south"}}, {}, "misheard") == "done");
    CHECK(desk.listed({"region", "north"}).empty());
    CHECK(desk.listed({"region", "south"}) == "C1");
    CHECK(desk.give(id, {}, {"field.region"}, "unknown after all") == "done");
    CHECK(desk.value(id, "region").empty());
    CHECK(desk.listed({"region", "south"}).empty());
    CHECK(desk.whole());
    desk.rebuild();
    CHECK(desk.whole());
}

TEST_CASE("What is no value of a field is refused") {
    FieldDesk desk;
    auto const id = desk.opened({});
    CHECK(desk.give(id, {{"region", "nort"}}) == "bad_value");
    CHECK(desk.give(id, {{"weight", "heavy"}}) == "bad_value");
    CHECK(desk.give(id, {{"regoin", "north"}}) == "unknown_field");
    CHECK(desk.give(id, {{"", "north"}}) == "unknown_field");
    CHECK(desk.give(id, {{"weight", "1"}, {"weight", "2"}}) == "given_twice");
    CHECK(desk.give(id, {}, {"field.regoin"}) == "unknown_field");
    CHECK(desk.give(id, {}) == "no_facts");
}

TEST_CASE("A category can require a field, and a rule can ask for its value") {
    FieldDesk desk;
    desk.policy = policy_of(
        with(with_fields, "id = \"outage\"", "id = \"outage\"\nrequired = [\"field.weight\"]"));
    auto const id = desk.opened({{"region", "north"}});
    auto session = desk.session(monday);
    desk::Triage triage{session};
    auto const triaged = triage(id, {});
    REQUIRE(triaged);
    CHECK(triaged->item.category == "outage");
    CHECK(triaged->item.missing == std::vector<std::string>{"field.weight"});
    CHECK(desk.give(id, {{"weight", "3"}}) == "done");
    CHECK(desk.load(id).missing.empty());
}

TEST_CASE("A value stays when the policy has its field no more") {
    FieldDesk desk;
    auto const id = desk.opened({{"region", "north"}});
    desk.policy = policy_of(small_policy);
    CHECK(desk.value(id, "region") == "north");
    CHECK(desk.give(id, {{"region", "south"}}) == "unknown_field");
    CHECK(desk.give(id, {}, {"field.region"}, "not needed") == "done");
    CHECK(desk.value(id, "region").empty());
    CHECK(desk.whole());
}

TEST_CASE("A merged case gives fields that the other one lacks; both are imported elsewhere") {
    FieldDesk desk;
    auto const one = desk.opened({{"region", "north"}, {"weight", "1"}, {"plate", "X 1"}});
    auto const two = desk.opened({{"weight", "2"}});
    desk.after(monday, desk::merge_cases, one, two, std::string{"the same"});
    CHECK(desk.value(two, "region") == "north");
    CHECK(desk.value(two, "weight") == "2");
    CHECK(desk.value(two, "plate") == "X 1");
    CHECK(desk.whole());

    TestDesk other{with_fields};
    std::istringstream in{desk.exported()};
    auto session = other.session(monday + Seconds{3600});
    auto const result = exchange::import_jsonl(session, in, {"file", {}, [](std::int64_t) {}});
    REQUIRE(result.imported == 2);
    CHECK(value_of(other.load(CaseId{2}), "region") == "north");
    CHECK(other.whole());
}
