#include "../support/desk.hpp"
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/link.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/report/case_parts.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

struct MergeDesk : TestDesk {
    CaseId opened(Instant now, std::string const &phone = {}, CaseFacts const &facts = {}) {
        desk::OpenArgs args;
        static_cast<CaseFacts &>(args) = facts;
        args.customer.phone = phone;
        return open(now, args).id;
    }
    std::string merge(Instant now, CaseId id, CaseId into) {
        return code(now, desk::merge_cases, id, into, some_text);
    }
    std::vector<Clock> clocks(CaseId id, ClockKind kind) {
        std::vector<Clock> found;
        for (auto const &clock : load(id).clocks)
            if (clock.kind == kind) found.push_back(clock);
        return found;
    }
};

constexpr Seconds one_hour{3600};

}  // namespace

TEST_CASE("The answer that a merged case owes is owed by the other one from now on") {
    struct Story {
        char const *what;
        bool answered;      // the merged case, before the merge
        bool asked_again;   // after that
        bool owes;          // the other one, after the merge
        bool other_waited;  // it waited for the customer
    };
    for (auto const &story : {Story{"never answered", false, false, true, false},
                              Story{"answered", true, false, false, false},
                              Story{"asked again", true, true, true, false},
                              Story{"the other one waited", false, false, true, true}}) {
        CAPTURE(story.what);
        MergeDesk desk;
        auto const kept = desk.opened(monday);
        desk.after(monday, desk::assign, kept, "wang");
        desk.after(monday + Seconds{60}, desk::reply, kept, some_text);
        if (story.other_waited)
            desk.after(monday + Seconds{60}, desk::wait, kept, State::waiting_customer);
        auto const merged = desk.opened(monday);
        if (story.answered) desk.after(monday + Seconds{60}, desk::reply, merged, some_text);
        if (story.asked_again)
            desk.after(monday + Seconds{120}, desk::receive, merged, some_text, std::string{},
                       desk::Aside::by_policy);
        auto const before = desk.load(kept).clocks;
        REQUIRE(desk.merge(monday + one_hour, merged, kept) == "done");
        auto const next = desk.clocks(kept, ClockKind::next_response);
        REQUIRE(next.size() == (story.owes ? 1 : 0));
        if (story.owes) {
            CHECK(next.front().started_at == monday + one_hour);
            CHECK(next.front().stage == Stage::running);
            CHECK(desk.load(kept).asked_at == monday + one_hour);
        }
        CHECK(desk.load(kept).state == State::in_progress);
        // What had happened stays.
        CHECK(desk.clocks(kept, ClockKind::first_response).front() == before.front());
        CHECK(desk.load(kept).messages == 1);
        CHECK(desk.load(merged).state == State::duplicate);
        CHECK(desk.load(merged).duplicate_of == kept);
        CHECK(desk.writer.find(merged)->duplicate_of == kept);
        CHECK(desk.whole());
    }
}

TEST_CASE("A case that was never answered keeps its own first response when another joins it") {
    MergeDesk desk;
    auto const kept = desk.opened(monday);
    auto const merged = desk.opened(monday + Seconds{60});
    auto const before = desk.clocks(kept, ClockKind::first_response);
    REQUIRE(desk.merge(monday + one_hour, merged, kept) == "done");
    CHECK(desk.clocks(kept, ClockKind::first_response) == before);
    CHECK(desk.clocks(kept, ClockKind::next_response).empty());
}

TEST_CASE("What was said in a merged case is read with the other one, in order of time") {
    MergeDesk desk;
    auto const kept = desk.opened(monday);
    auto const merged = desk.opened(monday + Seconds{10});
    auto const first = desk.opened(monday + Seconds{20});
    desk.after(monday + Seconds{30}, desk::note, merged, "second");
    desk.after(monday + Seconds{40}, desk::reply, kept, "third");
    desk.after(monday + Seconds{50}, desk::reply, first, "fourth");
    REQUIRE(desk.merge(monday + one_hour, first, merged) == "done");
    REQUIRE(desk.merge(monday + one_hour, merged, kept) == "done");
    auto const shown = [&] {
        std::string all;
        for (auto const &event : report::with_merged(desk.writer, desk.writer.events(kept)))
            all += (all.empty() ? "" : ", ") + event.case_id->text() + " " +
                   std::string{word(event.payload)};
        return all;
    };
    CHECK(shown() ==
          "C1 opened, C2 opened, C3 opened, C2 noted, C1 replied, C3 replied, C1 linked");
    // Apart again.
    desk.after(monday + one_hour, desk::reopen, merged, some_text);
    CHECK(shown() == "C1 opened, C1 replied, C1 linked, C1 unlinked");
    CHECK(desk.load(kept).links.empty());
    CHECK(desk.whole());
}

TEST_CASE("The other case takes over what it lacks, and what differs is noted") {
    MergeDesk desk;
    CaseFacts known;
    known.product = "router";
    CaseFacts more;
    more.product = "modem";
    more.order_no = "A-1";
    more.serial_no = "S-1";
    auto const kept = desk.opened(monday, {}, known);
    auto const merged = desk.opened(monday, "13800000001", more);
    auto const related = desk.opened(monday);
    desk.after(monday, desk::link_cases, merged, LinkKind::blocks, related);
    desk.after(monday, desk::link_cases, merged, LinkKind::related, kept);
    auto session = desk.session(monday + one_hour);
    auto const receipt = desk::merge_cases(session, merged, kept, some_text);
    REQUIRE(receipt);
    REQUIRE(receipt->notes.size() == 1);
    CHECK(receipt->notes.front().text == "C1: the product stays router; C2 has modem");
    auto const item = desk.load(kept);
    CHECK(item.customer == CustomerId{1});
    CHECK(item.product == "router");
    CHECK(item.order_no == "A-1");
    CHECK(item.serial_no == "S-1");
    CHECK(desk.load(merged).product == "modem");
    CHECK(std::ranges::count(item.links, CaseLink{LinkKind::blocks, related}) == 1);
    CHECK(std::ranges::count(desk.load(related).links, CaseLink{LinkKind::blocked_by, kept}) == 1);
    CHECK(desk.whole());
}

TEST_CASE("A message for a duplicate is recorded in the case that is worked instead") {
    for (bool const by_merge : {true, false}) {
        CAPTURE(by_merge);
        MergeDesk desk;
        auto const kept = desk.opened(monday);
        auto const other = desk.opened(monday);
        if (by_merge)
            REQUIRE(desk.merge(monday, other, kept) == "done");
        else
            desk.after(monday, desk::cancel, other, some_text, std::optional{kept});
        auto session = desk.session(monday + one_hour);
        auto const receipt = desk::receive(session, other, "still broken");
        REQUIRE(receipt);
        CHECK(receipt->item.id == kept);
        CHECK(desk.load(kept).messages == 2);
        CHECK(desk.load(other).messages == 1);
        REQUIRE(receipt->notes.size() == 1);
        CHECK(receipt->notes.front().text == "C2 is a duplicate: the message is recorded in C1");
        desk.after(monday + one_hour, desk::cancel, kept, some_text, std::optional<CaseId>{});
        CHECK(desk::receive(session, other, "still broken").refusal().code == "bad_duplicate");
    }
}

TEST_CASE("A merge that cannot be is refused with its cause, and changes nothing") {
    MergeDesk desk;
    auto const one = desk.opened(monday, "13800000001");
    auto const other = desk.opened(monday, "13800000002");
    auto const resolved = desk.opened(monday);
    auto const visited = desk.opened(monday);
    auto const cancelled = desk.opened(monday);
    auto const open = desk.opened(monday);
    desk.after(monday, desk::resolve, resolved, some_text);
    desk.after(monday, desk::cancel, cancelled, some_text, std::optional<CaseId>{});
    desk::BookArgs book;
    book.technician = "zhao";
    book.from = monday + one_hour;
    book.to = monday + 2 * one_hour;
    desk.after(monday, desk::book_visit, visited, book);
    auto const head = desk.writer.head();
    struct Wrong {
        CaseId id;
        CaseId into;
        char const *code;
    };
    for (auto const &wrong :
         {Wrong{one, other, "other_customer"}, Wrong{open, resolved, "not_open"},
          Wrong{visited, open, "booked_visit"}, Wrong{open, cancelled, "bad_duplicate"},
          Wrong{open, open, "bad_duplicate"}, Wrong{resolved, open, "illegal_step"},
          Wrong{open, CaseId{99}, "no_such_case"}}) {
        CAPTURE(wrong.code);
        CHECK(desk.merge(monday, wrong.id, wrong.into) == wrong.code);
    }
    CHECK(desk.writer.head() == head);
}
