#include "../support/desk.hpp"
#include <dcc/desk/article.hpp>

#include <functional>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::vector<store::RawEvent> raw_events(TestDesk &desk) {
    std::vector<store::RawEvent> events;
    desk.writer.each_event([&](store::RawEvent const &raw) {
        events.push_back(raw);
        return true;
    });
    return events;
}

event::ArticleWritten article(int version, std::string title) {
    return {ArticleId{1}, version, "billing", "en", std::nullopt, std::move(title), "Text"};
}

}  // namespace

TEST_CASE("What is recorded of a case, a customer and an article is in events and tables alike") {
    FileDesk desk;
    auto session = desk.session(monday);
    ledger::Session::Transaction transaction{session};

    ledger::ReceiptOf<Customer> customer;
    customer.item.id = session.writer().next_customer_id();
    event::CustomerAdded added;
    added.name = "Wang";
    session.record(customer, monday - Seconds{60}, added);
    CHECK(customer.item.name == "Wang");
    CHECK(customer.events.front().customer_id == CustomerId{1});

    ledger::Receipt opened;
    opened.item.id = session.writer().next_case_id();
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It does not work";
    session.record(opened, monday,
                   rules::opening(desk.policy, args, customer.item.id, customer.item, monday));
    session.record(opened, monday, {event::Noted{"one"}, event::Noted{"two"}});
    CHECK(opened.events.size() == 3);
    CHECK(opened.item.customer == CustomerId{1});

    ledger::ReceiptOf<Article> written;
    session.record(written, monday, article(1, "First"));
    session.record(written, monday, article(2, "Second"));
    CHECK(written.item.version == 2);
    transaction.commit();

    CHECK(desk.load(opened.item.id) == opened.item);
    CHECK(ledger::load(desk.writer, CustomerId{1}) == customer.item);
    CHECK(ledger::load(desk.writer, ArticleId{1}) == written.item);
    CHECK(desk.writer.count<store::ArticleEventRow>() == 2);
    CHECK(desk.whole());
    desk.rebuild();
    CHECK(desk.whole());
}

TEST_CASE("Every event tells who recorded it and when, whenever it happened") {
    TestDesk desk;
    auto session = desk.session(monday, "wang");
    ledger::Session::Transaction transaction{session};
    ledger::ReceiptOf<Article> receipt;
    session.record(receipt, monday - Seconds{60}, article(1, "First"));
    transaction.commit();
    auto const event = raw_events(desk).back();
    CHECK(event.actor == "wang");
    CHECK(event.at == monday - Seconds{60});
    CHECK(event.recorded_at == monday);
    CHECK(event.seq == receipt.events.front().seq);
}

TEST_CASE("Nothing recorded leaves nothing, not even the policy") {
    TestDesk desk;
    desk.policy = policy_of(with(small_policy, "name = \"Desk\"", "name = \"Other\""));
    auto const head = desk.writer.head();
    auto session = desk.session(monday);
    {
        ledger::Session::Transaction transaction{session};
        ledger::ReceiptOf<Article> receipt;
        session.record(receipt, monday, std::vector<event::Payload>{});
        transaction.commit();
    }
    CHECK(desk.writer.head() == head);
    {
        ledger::Session::Transaction const rolled_back{session};
        ledger::ReceiptOf<Article> receipt;
        session.record(receipt, monday, article(1, "First"));
        CHECK(receipt.events.front().seq == head.seq + 2);
    }
    CHECK(desk.writer.head() == head);
    CHECK_FALSE(ledger::load(desk.writer, ArticleId{1}));
    CHECK(desk.whole());
}

TEST_CASE("A policy of another desk is put on record once, with the calendars that are new here") {
    TestDesk desk;
    desk.policy = policy_of(with(small_policy, "name = \"Desk\"", "name = \"Ours\"") +
                            "[calendars.night]\nhours = { daily = [\"20:00-24:00\"] }\n");
    auto const theirs =
        ledger::adoption_of(policy_of(with(small_policy, "name = \"Desk\"", "name = \"Theirs\"") +
                                      "[calendars.late]\nhours = { daily = [\"20:00-24:00\"] }\n"));
    auto session = desk.session(monday);
    ledger::Session::Transaction transaction{session};
    CHECK(session.adopt(theirs));
    CHECK_FALSE(session.adopt(theirs));
    transaction.commit();
    // Ours is recorded before it, so that the night, which both have, is recorded once.
    CHECK(desk.writer.count<store::PolicyRow>() == 3);
    CHECK(desk.writer.count<store::CalendarRow>() == 3);
    CHECK(desk.whole());
}

TEST_CASE("The time of recording is the clock's while the desk is locked, and never runs back") {
    TestDesk desk;
    auto clock = monday;
    ledger::Session session{
        desk.writer, desk.policy, desk.languages, {"boss", "boss", [&clock] { return clock; }}};
    auto const id = desk.open(monday).id;
    clock = monday + Seconds{30};  // after the session began, before the lock
    CHECK(desk::note(session, id, "one")->events.front().at == monday + Seconds{30});
    clock = monday + Seconds{10};  // run back by a little
    auto const second = desk::note(session, id, "two")->events.front();
    CHECK(second.at == monday + Seconds{30});
    CHECK(second.recorded_at == monday + Seconds{30});
    CHECK(second.user == "boss");
    CHECK(second.dated == Dating::clock);
    clock = monday - Seconds{3600};
    auto const third = desk::note(session, id, "three");
    REQUIRE(third);
    CHECK(third->events.front().at == monday + Seconds{30});
    CHECK(third->events.front().recorded_at == monday + Seconds{30});
    CHECK(third->events.front().dated == Dating::behind);
    CHECK(third->events.front().clock == clock);
    CHECK(third->item.updated_at == monday + Seconds{30});
    CHECK_FALSE(third->item.dated_by_hand);
    CHECK(desk.writer.events(id).back() == third->events.front());
    CHECK(desk.whole());
}

TEST_CASE("A clock that steps back stops no work on anything, and a note says what it did") {
    struct Step {
        char const *what;
        std::function<std::vector<Note>(ledger::Session &, CaseId)> work;
    };
    auto const notes = [](auto const &receipt) {
        REQUIRE(receipt);
        return receipt->notes;
    };
    std::vector<Step> const steps{
        {"note", [&](auto &here, CaseId id) { return notes(desk::note(here, id, "x")); }},
        {"reply", [&](auto &here, CaseId id) { return notes(desk::reply(here, id, "x")); }},
        {"resolve", [&](auto &here, CaseId id) { return notes(desk::resolve(here, id, {"x"})); }},
        {"cancel", [&](auto &here, CaseId id) { return notes(desk::cancel(here, id, "x")); }},
        {"customer",
         [&](auto &here, CaseId) { return notes(desk::note_customer(here, CustomerId{1}, "x")); }},
        {"article",
         [&](auto &here, CaseId) {
             return notes(desk::edit_article(here, ArticleId{1}, {"new", {}, {}, {}}));
         }},
    };
    for (auto const &step : steps) {
        CAPTURE(step.what);
        TestDesk desk;
        desk::OpenArgs args;
        args.customer.name = "Wang";
        args.customer.phone = "13800000000";
        auto const id = desk.open(monday, args).id;
        auto early = desk.session(monday);
        REQUIRE(desk::add_article(early, {"title", "text", {}, {}}));
        auto back = desk.session(monday - Seconds{86400});
        auto const said = step.work(back, id);
        REQUIRE(said.size() == 1);
        CHECK(said.front().text.english().find(
                  "when it last changed, since now (2026-05-31 09:00:00)") != std::string::npos);
        CHECK(desk.whole());
    }
}

TEST_CASE("A person may not give a time before the last change") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    ledger::Session session{desk.writer,
                            desk.policy,
                            desk.languages,
                            {"boss", {}, [] { return monday; }, monday - Seconds{301}}};
    CHECK(desk::note(session, id, "x").refusal().code == "time_runs_back");
    CHECK(desk.load(id).updated_at == monday);
}

TEST_CASE("The dating of an event is read as it was written, and nothing else is") {
    Event event;
    event.dated = Dating::behind;
    event.clock = monday;
    CHECK(dating_text(event) == "behind 2026-06-01T01:00:00Z");
    Event read;
    CHECK(read_dating(dating_text(event), read));
    CHECK(read.clock == event.clock);
    CHECK(read.dated == event.dated);
    for (auto const *text : {"behind", "behind ", "behind x", "clock 2026-06-01T01:00:00Z",
                             "Behind 2026-06-01T01:00:00Z", "behind  2026-06-01T01:00:00Z"}) {
        CAPTURE(text);
        Event other;
        CHECK_FALSE(read_dating(text, other));
    }
}

TEST_CASE("A given time is the time of the event alone, and marks the case and its clocks") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const day = monday + Seconds{86400};
    auto const late = [&](Instant given) {
        return ledger::Session{
            desk.writer, desk.policy, desk.languages, {"boss", {}, [day] { return day; }, given}};
    };
    auto session = late(monday + Seconds{600});
    auto const receipt = desk::reply(session, id, "Done.");
    REQUIRE(receipt);
    CHECK(receipt->events.front().at == monday + Seconds{600});
    CHECK(receipt->events.front().recorded_at == day);
    CHECK(receipt->events.front().dated == Dating::hand);
    CHECK(receipt->item.dated_by_hand);
    for (auto const &clock : desk.writer.clocks(id)) CHECK(clock.dated_by_hand);
    auto future = late(day + Seconds{301});
    CHECK(desk::note(future, id, "x").refusal().code == "time_to_come");
    CHECK(desk.whole());
}

TEST_CASE("When a request reached us is dated by hand if it was given as another time than now") {
    struct Given {
        Seconds before;
        Dating dated;
        bool sandbox = false;
    };
    for (auto const &given :
         {Given{Seconds{0}, Dating::clock}, Given{Seconds{300}, Dating::clock},
          Given{Seconds{301}, Dating::hand}, Given{Seconds{30'000'000}, Dating::hand},
          Given{Seconds{30'000'000}, Dating::clock, true}}) {
        auto const [before, dated, sandbox] = given;
        CAPTURE(given.before.count());
        TestDesk desk;
        auto writer = store::Writer::in_memory();
        desk::create_desk(writer, desk.policy, {{}, "test", sandbox}, acting("boss", monday));
        ledger::Session session{
            writer, desk.policy, desk.languages, {"boss", "boss", [] { return monday; }}};
        desk::OpenArgs args;
        args.channel = "phone";
        args.subject = "It does not work";
        args.received = monday - before;
        args.customer.name = "Wang";
        auto const receipt = desk::open_case(session, args);
        REQUIRE(receipt);
        bool const by_hand = dated == Dating::hand;
        for (auto const &event : writer.events(receipt->item.id))
            CHECK(event.dated == (event.at == monday ? Dating::clock : dated));
        CHECK(writer.events(CustomerId{1}).front().dated == dated);
        CHECK(receipt->item.dated_by_hand == by_hand);
        for (auto const &clock : writer.clocks(receipt->item.id))
            CHECK(clock.dated_by_hand == by_hand);
        CHECK(ledger::verify(writer, {}, no_progress).whole());
    }
}

TEST_CASE("A clock that was put back dates nothing by hand") {
    TestDesk desk;
    desk.open(monday);
    auto const early = monday - Seconds{3600};
    ledger::Session session{
        desk.writer, desk.policy, desk.languages, {"boss", "boss", [early] { return early; }}};
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It does not work";
    auto const receipt = desk::open_case(session, args);
    REQUIRE(receipt);
    CHECK(receipt->events.front().recorded_at == monday);
    CHECK(receipt->events.front().dated == Dating::clock);
}

TEST_CASE("In a sandbox a given time is the real one, and the names of others are free") {
    TestDesk desk;
    auto writer = store::Writer::in_memory();
    auto const far = at("2199-01-02T09:00:00Z");
    desk::create_desk(writer, desk.policy, {{}, "test", true}, acting("boss", monday));
    ledger::Session session{
        writer, desk.policy, desk.languages, {"wang", "somebody", [] { return monday; }, far}};
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It does not work";
    auto const receipt = desk::open_case(session, args);
    REQUIRE(receipt);
    CHECK(receipt->events.front().at == far);
    CHECK(receipt->events.front().recorded_at == far);
    CHECK(receipt->events.front().dated == Dating::clock);
    CHECK(ledger::verify(writer, {}, no_progress).whole());
}
