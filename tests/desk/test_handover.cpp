#include "../support/desk.hpp"
#include <dcc/desk/handover.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/staff.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const handover_policy = small_policy + R"([handover]
required = ["done_so_far"]
bounces = 1
[[handover.rules]]
category = ["billing"]
team = ["tech"]
required = ["order"]
)";

CaseId assigned(TestDesk &desk, std::string const &person) {
    desk::OpenArgs args;
    args.rating.category = "billing";
    auto const id = desk.open(monday, std::move(args)).id;
    desk.after(monday, desk::assign, id, desk::Holder{person});
    return id;
}

desk::HandoverArgs to(std::string who, std::vector<HandoverField> known = {{"done_so_far", "all"},
                                                                           {"order", "A-1"}}) {
    return {desk::Holder{std::move(who)}, "it is theirs", std::move(known)};
}

std::string code(TestDesk &desk, std::string const &actor, Instant now, auto verb, CaseId id,
                 auto const &...args) {
    auto session = desk.session(now, actor);
    auto const receipt = verb(session, id, args...);
    return receipt ? "done" : receipt.refusal().code;
}

}  // namespace

TEST_CASE("a case is handed over with a reason and what the next one needs") {
    TestDesk desk{
        with(handover_policy, "may = [\"case.*\"", "may = [\"route.handover\", \"case.*\"")};
    auto const id = assigned(desk, "wang");
    CHECK(desk.code(monday, desk::hand_over, id, to("zhao", {})) == "missing_fields");
    CHECK(desk.code(monday, desk::hand_over, id, to("zhao", {{"done_so_far", "all"}})) ==
          "missing_fields");
    CHECK(desk.code(monday, desk::hand_over, id,
                    to("zhao", {{"done_so_far", "all"}, {"order", " "}})) == "missing_fields");
    CHECK(desk.code(monday, desk::hand_over, id, to("zhao", {{"order", "1"}, {"order", "2"}})) ==
          "twice");
    CHECK(desk.code(monday, desk::hand_over, id, to("zha")) == "unknown_holder");
    CHECK(desk.code(monday, desk::hand_over, id, to("wang")) == "unchanged");
    CHECK(desk.code(monday, desk::hand_over, id,
                    desk::HandoverArgs{desk::Holder{"zhao"}, " ", {}}) == "empty_text");
    // The order is for the tech team only.
    CHECK(desk.code(monday, desk::hand_over, id, to("li", {{"done_so_far", "all"}})) == "done");
    CHECK(desk.code(monday, desk::hand_over, id, to("zhao")) == "done");
    auto const item = desk.load(id);
    CHECK(item.person == "zhao");
    CHECK(item.team == "tech");
    REQUIRE(item.handover);
    CHECK(item.handover->from_person == "li");
    CHECK(item.handover->known[1] == HandoverField{"order", "A-1"});
    CHECK(code(desk, "wang", monday, desk::accept_handover, id) == "not_receiver");
    CHECK(code(desk, "zhao", monday, desk::accept_handover, id) == "done");
    CHECK(code(desk, "zhao", monday, desk::accept_handover, id) == "no_handover");
    CHECK_FALSE(desk.load(id).handover);
    CHECK(desk.whole());
}

TEST_CASE("nobody hands over what nobody has, nor to somebody absent") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    CHECK(desk.code(monday, desk::hand_over, id, to("zhao")) == "not_held");
    desk.after(monday, desk::assign, id, "wang");
    {
        auto session = desk.session(monday);
        REQUIRE(desk::record_absence(session, "zhao", monday, std::nullopt));
    }
    CHECK(desk.code(monday, desk::hand_over, id, to("zhao")) == "absent");
    auto forced = to("zhao");
    forced.to = desk::Holder{"zhao", true, "they called in"};
    CHECK(desk.code(monday, desk::hand_over, id, forced) == "done");
}

TEST_CASE("a case that is returned goes to the sender, or to their team while they are absent") {
    TestDesk desk{
        with(handover_policy, "may = [\"case.*\"", "may = [\"route.handover\", \"case.*\"")};
    auto const id = assigned(desk, "wang");
    desk.after(monday, desk::hand_over, id, to("tech"));
    // Anybody of the team may return it.
    CHECK(code(desk, "li", monday, desk::return_handover, id, std::string{"not ours"}) ==
          "not_receiver");
    CHECK(code(desk, "zhao", monday, desk::return_handover, id, std::string{" "}) == "empty_text");
    CHECK(code(desk, "zhao", monday, desk::return_handover, id, std::string{"not ours"}) == "done");
    CHECK(desk.load(id).person == "wang");
    CHECK(desk.load(id).team == "front");
    desk.after(monday, desk::hand_over, id, to("tech"));
    {
        auto session = desk.session(monday);
        REQUIRE(desk::record_absence(session, "wang", monday, std::nullopt));
    }
    CHECK(code(desk, "zhao", monday, desk::return_handover, id, std::string{"no"}) == "done");
    CHECK(desk.load(id).person == "");
    CHECK(desk.load(id).team == "front");
    CHECK(desk.whole());
}

TEST_CASE("a case that goes back and forth is remarked on") {
    TestDesk desk{handover_policy};
    auto const id = assigned(desk, "wang");
    std::vector<std::size_t> notes;
    std::vector<int> bounces;
    for (auto const *who : {"li", "wang", "li", "zhao"}) {
        auto session = desk.session(monday);
        auto const receipt = desk::hand_over(session, id, to(who));
        REQUIRE(receipt);
        notes.push_back(receipt->notes.size());
        bounces.push_back(receipt->item.bounces);
    }
    CHECK(bounces == std::vector{0, 1, 2, 2});
    CHECK(notes == std::vector<std::size_t>{0, 0, 1, 1});
    CHECK(desk.writer.find(id)->bounces == 2);
}

TEST_CASE("work, assignment and the end of a case end its hand-over") {
    TestDesk desk;
    auto const handed = [&] {
        auto const id = assigned(desk, "wang");
        desk.after(monday, desk::hand_over, id, to("li"));
        REQUIRE(desk.writer.find(id)->handed_over_at);
        return id;
    };
    auto const a = handed();
    desk.after(monday, desk::start, a, std::nullopt);
    auto const b = handed();
    desk.after(monday, desk::assign, b, "zhao");
    auto const c = handed();
    desk.after(monday, desk::resolve, c, "Done");
    for (auto const id : {a, b, c}) CHECK_FALSE(desk.writer.find(id)->handed_over_at);
}

TEST_CASE("a case handed to a team goes to others than the sender, who accept or return it") {
    TestDesk desk{with(small_policy, "may = [\"case.*\"", "may = [\"route.handover\", \"case.*\"")};
    auto const dispatched = [&](CaseId id) {
        auto session = desk.session(monday);
        (void)desk::dispatch_waiting(session);
        return desk.load(id).person;
    };
    auto const id = assigned(desk, "wang");
    // To their own team: wang has the least to do, but has just given it away.
    for (int i = 0; i < 3; ++i) assigned(desk, "li");
    desk.after(monday, desk::hand_over, id, to("front", {}));
    CHECK(dispatched(id) == "li");
    CHECK(desk.load(id).handover);
    CHECK(code(desk, "wang", monday, desk::return_handover, id, std::string{"no"}) ==
          "not_receiver");
    CHECK(code(desk, "li", monday, desk::return_handover, id, std::string{"no"}) == "done");
    CHECK(desk.load(id).person == "wang");

    desk.after(monday, desk::hand_over, id, to("tech", {}));
    CHECK(dispatched(id) == "zhao");
    CHECK(code(desk, "zhao", monday, desk::accept_handover, id) == "done");
    CHECK_FALSE(desk.load(id).handover);
    CHECK(desk.whole());
}

TEST_CASE("a case that is returned to somebody who is full by then goes to their team") {
    TestDesk desk{with(with(small_policy, "name = \"Wang\"\n", "name = \"Wang\"\ncapacity = 1\n"),
                       "may = [\"case.*\"", "may = [\"route.handover\", \"case.*\"")};
    auto const id = assigned(desk, "wang");
    desk.after(monday, desk::hand_over, id, to("zhao"));
    assigned(desk, "wang");
    auto session = desk.session(monday, "zhao");
    auto const receipt = desk::return_handover(session, id, "not ours");
    REQUIRE(receipt);
    CHECK(receipt->item.person.empty());
    CHECK(receipt->item.team == "front");
    REQUIRE(receipt->notes.size() == 1);
    CHECK(receipt->notes[0].text == "C1: wang is at capacity: team front has it");
}
