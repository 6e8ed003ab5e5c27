#include "../support/desk.hpp"
#include <dcc/desk/repeat.hpp>

#include <doctest/doctest.h>

using namespace dcc;
using std::chrono::days;
using std::chrono::hours;

namespace {

std::string const watchful =
    with(small_policy, "[calendars.office]", "[repeat]\ndays = 14\n[calendars.office]");

desk::OpenArgs matter_of(std::string category, std::string phone = "13800001234") {
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "text";
    args.rating.category = std::move(category);
    args.customer.phone = std::move(phone);
    return args;
}

std::string repeat_of(Case const &item) {
    return item.repeat_of ? item.repeat_of->text() : "none";
}

}  // namespace

TEST_CASE("The same customer with the same matter within the days repeats the newest case") {
    TestDesk desk{watchful};
    auto const open = [&](Instant now, std::string category, std::string phone = "13800001234") {
        return repeat_of(desk.open(now, matter_of(std::move(category), std::move(phone))));
    };
    CHECK(open(monday, "billing") == "none");
    CHECK(open(monday + days{1}, "outage") == "none");
    CHECK(open(monday + days{2}, "billing", "13900009999") == "none");
    CHECK(open(monday + days{3}, "billing") == "C1");
    CHECK(open(monday + days{4}, "billing") == "C4");  // chains link to the one before
    // To the second: 14 days of 24 hours are within, one second more is not.
    CHECK(open(monday + days{18}, "billing") == "C5");
    CHECK(open(monday + days{32} + Seconds{1}, "billing") == "none");
    CHECK(desk.whole());
    CHECK(desk.writer.repeats(CaseId{1}).size() == 1);
}

TEST_CASE("Without days, customer or category nothing is a repeat") {
    TestDesk quiet;
    quiet.open(monday, matter_of("billing"));
    CHECK(repeat_of(quiet.open(monday, matter_of("billing"))) == "none");
    TestDesk desk{watchful};
    desk.open(monday, matter_of("billing", ""));
    CHECK(repeat_of(desk.open(monday, matter_of("billing", ""))) == "none");
    desk.open(monday, matter_of("billing"));
    CHECK(repeat_of(desk.open(monday, matter_of(""))) == "none");
}

TEST_CASE("Cancelled cases and duplicates are not repeated") {
    TestDesk desk{watchful};
    auto const first = desk.open(monday, matter_of("billing")).id;
    auto const second = desk.open(monday + hours{1}, matter_of("billing")).id;
    auto const third = desk.open(monday + hours{2}, matter_of("billing")).id;
    auto at = monday + hours{3};
    desk.after(at, desk::cancel, third, std::string{"x"}, std::optional{second});
    CHECK(repeat_of(desk.open(at, matter_of("billing"))) == "C2");
    desk.after(at, desk::cancel, CaseId{4}, std::string{"x"}, std::optional<CaseId>{});
    desk.after(at, desk::cancel, second, std::string{"x"}, std::optional<CaseId>{});
    CHECK(repeat_of(desk.open(at, matter_of("billing"))) == first.text());
    CHECK(desk.whole());
}

TEST_CASE("Triage finds the repeat of a case whose category was not known") {
    TestDesk desk{watchful};
    auto const first = desk.open(monday, matter_of("billing")).id;
    auto args = matter_of("");
    args.subject = "refund";
    auto const second = desk.open(monday + hours{1}, args);
    CHECK(repeat_of(second) == "none");
    auto const triage = [&](CaseId id, std::string category) {
        auto session = desk.session(monday + hours{2});
        desk::Triage all{session};
        desk::TriageArgs said;
        said.rating.category = std::move(category);
        auto const receipt = all(id, said);
        REQUIRE(receipt);
        return repeat_of(receipt->item);
    };
    CHECK(triage(second.id, "") == "C1");
    // Only a case of the same category is repeated.
    CHECK(triage(second.id, "outage") == "none");
    CHECK(triage(second.id, "billing") == "C1");
    // What came later is not repeated by what came before it, nor a case by itself.
    CHECK(triage(first, "") == "none");
    CHECK(desk.whole());
}

TEST_CASE("Of matters that reached us at one instant the later number repeats the earlier") {
    TestDesk desk{watchful};
    auto args = matter_of("");
    args.subject = "refund";
    for (int i = 0; i < 3; ++i) desk.open(monday, args);
    for (auto const number : {3, 1, 2}) {
        auto session = desk.session(monday);
        desk::Triage triage{session};
        REQUIRE(triage(CaseId{number}));
    }
    CHECK(repeat_of(desk.load(CaseId{1})) == "none");
    CHECK(repeat_of(desk.load(CaseId{2})) == "C1");
    CHECK(repeat_of(desk.load(CaseId{3})) == "none");  // the others had no category yet
    CHECK(desk.whole());
}

TEST_CASE("People are told of a repeat when it is opened") {
    TestDesk desk{watchful};
    auto const first = desk.open(monday, matter_of("billing")).id;
    desk.after(monday, desk::resolve, first, "text");
    auto session = desk.session(monday + days{3});
    auto const receipt = desk::open_case(session, matter_of("billing"));
    REQUIRE(receipt);
    REQUIRE(receipt->notes.size() == 1);
    CHECK(receipt->notes[0] == "C2: repeat of C1, 3d ago, resolved");
}
