#include "../support/desk.hpp"
#include <dcc/desk/case.hpp>
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/tags.hpp>
#include <dcc/exchange/import.hpp>

#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

using Words = std::vector<std::string>;

struct TagDesk : FileDesk {
    using FileDesk::FileDesk;

    std::string tag(CaseId id, Words added, Words removed = {}) {
        return code(monday, desk::tag_case, id,
                    desk::TagArgs{std::move(added), std::move(removed)});
    }
    // The ids of the cases with one of the tags and none of the others.
    std::string listed(Words keys, Words without = {}) {
        store::CaseQuery query;
        query.tags = std::move(keys);
        query.no_tags = std::move(without);
        query.order = store::CaseQuery::Order::received;
        std::string ids;
        writer.each_case(query, [&](store::CaseRow const &row) {
            ids += (ids.empty() ? "" : " ") + row.id.text();
            return true;
        });
        return ids;
    }
};

}  // namespace

TEST_CASE("Tags come and go, in every state, and the tables follow") {
    TagDesk desk;
    auto const id = desk.open(monday).id;
    CHECK(desk.tag(id, {"VIP", "refund"}) == "done");
    CHECK(desk.load(id).tags == Words{"VIP", "refund"});
    CHECK(desk.tag(id, {"vip"}) == "no_change");
    CHECK(desk.tag(id, {}, {"other"}) == "no_change");
    CHECK(desk.tag(id, {}) == "no_tags");
    CHECK(desk.tag(id, {"a"}, {"A"}) == "bad_tag");
    CHECK(desk.tag(id, {"a,b"}) == "bad_tag");
    desk.after(monday, desk::cancel, id, "by mistake", std::optional<CaseId>{});
    CHECK(desk.tag(id, {"late"}, {"Vip"}) == "done");
    CHECK(desk.load(id).tags == Words{"refund", "late"});
    CHECK(desk.writer.tags(id).size() == 2);
    CHECK(desk.whole());
}

TEST_CASE("A tag is spelled as the first case of the desk spells it") {
    TagDesk desk;
    auto const one = desk.open(monday).id;
    REQUIRE(desk.tag(one, {"VIP"}) == "done");
    desk::OpenArgs args;
    args.tags = {"vip", "New"};
    auto const two = desk.open(monday, args);
    CHECK(two.tags == Words{"VIP", "New"});
    REQUIRE(desk.tag(one, {"new"}) == "done");
    CHECK(desk.load(one).tags == Words{"VIP", "New"});
    CHECK(desk.whole());
}

TEST_CASE("Cases are listed by tags and without them, and found by one") {
    TagDesk desk;
    auto const one = desk.open(monday).id;
    auto const two = desk.open(monday).id;
    auto const three = desk.open(monday).id;
    REQUIRE(desk.tag(one, {"VIP", "late"}) == "done");
    REQUIRE(desk.tag(two, {"late"}) == "done");
    CHECK(desk.listed({"vip"}) == "C1");
    CHECK(desk.listed({"vip", "late"}) == "C1 C2");
    CHECK(desk.listed({"late"}, {"vip"}) == "C2");
    CHECK(desk.listed({}, {"late"}) == three.text());
    CHECK(desk.writer.cases_with_tag("late", CaseId{99}, 9) == std::vector{two, one});
    CHECK(desk.writer.cases_with_tag("late", two, 9) == std::vector{one});
}

TEST_CASE("A merged case gives its tags to the other one") {
    TagDesk desk;
    auto const one = desk.open(monday).id;
    auto const two = desk.open(monday).id;
    REQUIRE(desk.tag(one, {"VIP", "late"}) == "done");
    REQUIRE(desk.tag(two, {"vip"}) == "done");
    desk.after(monday, desk::merge_cases, one, two, std::string{"the same"});
    CHECK(desk.load(two).tags == Words{"VIP", "late"});
    CHECK(desk.whole());
}

TEST_CASE("Tags are the same after a rebuild, an export and an import") {
    TagDesk desk;
    auto const id = desk.open(monday).id;
    REQUIRE(desk.tag(id, {"VIP", "late"}) == "done");
    REQUIRE(desk.tag(id, {}, {"late"}) == "done");
    auto const lines = desk.exported();
    desk.rebuild();
    CHECK(desk.load(id).tags == Words{"VIP"});

    TestDesk other;
    std::istringstream in{lines};
    auto session = other.session(monday + Seconds{3600});
    auto const result = exchange::import_jsonl(session, in, {"file", {}, [](std::int64_t) {}});
    REQUIRE(result.imported == 1);
    CHECK(other.load(CaseId{1}).tags == Words{"VIP"});
    CHECK(other.whole());
}
