#include "../support/desk.hpp"

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Clock const *clock_of(Case const &item, ClockKind kind) {
    Clock const *found = nullptr;
    for (auto const &clock : item.clocks)
        if (clock.kind == kind) found = &clock;
    return found;
}

}  // namespace

TEST_CASE("A day of a case: every step leaves it where it should be, and the desk whole") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto now = monday;
    auto const next = [&] { return now += Seconds{600}; };
    CHECK(desk.after(next(), desk::assign, id, "wang").state == State::assigned);
    CHECK(desk.after(next(), desk::start, id, std::nullopt).state == State::in_progress);
    CHECK(desk.after(next(), desk::note, id, some_text).replies == 0);
    auto item = desk.after(next(), desk::reply, id, some_text);
    CHECK(item.first_reply_at == now);
    CHECK(clock_of(item, ClockKind::first_response)->stage == Stage::completed);
    CHECK(desk.after(next(), desk::wait, id, State::waiting_customer).state ==
          State::waiting_customer);
    CHECK(clock_of(desk.load(id), ClockKind::resolution)->stage == Stage::paused);
    item = desk.after(next(), desk::receive, id, some_text, std::string{"email"},
                      desk::Aside::by_policy);
    CHECK(item.state == State::in_progress);
    CHECK(item.messages == 2);
    CHECK(clock_of(item, ClockKind::resolution)->stage == Stage::running);
    CHECK(clock_of(item, ClockKind::next_response)->stage == Stage::running);
    CHECK(desk.after(next(), desk::wait, id, State::waiting_third_party).state ==
          State::waiting_third_party);
    CHECK(desk.after(next(), desk::resume, id).state == State::in_progress);
    item = desk.after(next(), desk::resolve, id, some_text);
    CHECK(item.state == State::resolved);
    CHECK(item.first_resolved_at == now);
    auto const first_resolved = now;
    CHECK(clock_of(item, ClockKind::next_response)->stage == Stage::completed);
    item = desk.after(next(), desk::reopen, id, some_text);
    CHECK(item.state == State::reopened);
    CHECK(item.reopened == 1);
    CHECK_FALSE(item.resolved_at);
    item = desk.after(next(), desk::resolve, id, some_text);
    CHECK(item.first_resolved_at == first_resolved);
    // A customer's message to a solved case opens it again.
    CHECK(desk.after(next(), desk::receive, id, some_text, std::string{}, desk::Aside::by_policy)
              .reopened == 2);
    desk.after(next(), desk::resolve, id, some_text);
    item = desk.after(next(), desk::close, id, some_text);
    CHECK(item.state == State::closed);
    CHECK(item.closed_at == now);
    auto const other = desk.open(next()).id;
    item = desk.after(next(), desk::cancel, other, some_text, std::optional{id});
    CHECK(item.state == State::duplicate);
    CHECK(item.duplicate_of == id);
    // The same case in the table, from its events, and in the last receipt.
    CHECK(desk.load(other) == item);
    CHECK(desk.writer.find(other)->state == State::duplicate);
    CHECK(desk.whole());
}

TEST_CASE("Whoever of the staff takes up a case that nobody holds, holds it") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto wang = desk.session(monday, "wang");
    REQUIRE(desk::start(wang, id));
    CHECK(desk.load(id).person == "wang");
    CHECK(desk.load(id).team == "front");
    CHECK(desk.load(id).state == State::in_progress);
    // A case that somebody holds stays theirs.
    auto const other = desk.open(monday).id;
    desk.after(monday, desk::assign, other, "li");
    REQUIRE(desk::start(wang, other));
    CHECK(desk.load(other).person == "li");
    CHECK(desk.whole());
}

TEST_CASE("Steps that the case's state forbids are refused and write nothing") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto head = desk.writer.head();
    CHECK(desk.code(monday, desk::resume, id) == "illegal_step");
    CHECK(desk.code(monday, desk::reopen, id, some_text) == "illegal_step");
    CHECK(desk.code(monday, desk::close, id, some_text) == "illegal_step");
    CHECK(desk.writer.head() == head);
    desk.after(monday, desk::wait, id, State::waiting_customer);
    CHECK(desk.code(monday, desk::wait, id, State::waiting_customer) == "illegal_step");
    desk.after(monday, desk::resolve, id, some_text);
    desk.after(monday, desk::close, id, some_text);
    head = desk.writer.head();
    CHECK(desk.code(monday, desk::start, id, std::nullopt) == "illegal_step");
    CHECK(desk.code(monday, desk::reply, id, some_text) == "illegal_step");
    CHECK(desk.code(monday, desk::receive, id, some_text, std::string{}, desk::Aside::by_policy) ==
          "illegal_step");
    CHECK(desk.code(monday, desk::wait, id, State::waiting_customer) == "illegal_step");
    CHECK(desk.code(monday, desk::resolve, id, some_text) == "illegal_step");
    CHECK(desk.code(monday, desk::cancel, id, some_text, std::optional<CaseId>{}) ==
          "illegal_step");
    CHECK(desk.code(monday, desk::note, CaseId{9}, some_text) == "no_such_case");
    CHECK(desk.writer.head() == head);
    CHECK(desk.code(monday, desk::note, id, some_text) == "done");
}

TEST_CASE("Empty texts, unknown channels and impossible duplicates are refused") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const head = desk.writer.head();
    std::string const blank = " \t\n";
    CHECK(desk.code(monday, desk::note, id, blank) == "empty_text");
    CHECK(desk.code(monday, desk::reply, id, blank) == "empty_text");
    CHECK(desk.code(monday, desk::resolve, id, blank) == "empty_text");
    CHECK(desk.code(monday, desk::receive, id, blank, std::string{}, desk::Aside::by_policy) ==
          "empty_text");
    CHECK(desk.code(monday, desk::receive, id, some_text, std::string{"fone"},
                    desk::Aside::by_policy) == "unknown_channel");
    CHECK(desk.code(monday, desk::cancel, id, some_text, std::optional{id}) == "bad_duplicate");
    CHECK(desk.code(monday, desk::cancel, id, some_text, std::optional{CaseId{9}}) ==
          "no_such_case");
    CHECK(desk.writer.head() == head);
}

TEST_CASE("A duplicate is one of the case that is worked on, and no ring of duplicates is made") {
    TestDesk desk;
    std::vector<CaseId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(desk.open(monday).id);
    auto const code = [&](int which, int duplicate_of) {
        return desk.code(monday, desk::cancel, ids.at(static_cast<std::size_t>(which)), some_text,
                         std::optional{ids.at(static_cast<std::size_t>(duplicate_of))});
    };
    CHECK(code(0, 0) == "bad_duplicate");
    CHECK(code(0, 1) == "done");
    CHECK(code(1, 0) == "bad_duplicate");
    CHECK(code(1, 2) == "done");
    // A ring of three, and of two by way of the third.
    CHECK(code(2, 0) == "bad_duplicate");
    CHECK(code(2, 1) == "bad_duplicate");
    // C1 leads to C3, which is worked on.
    CHECK(code(3, 0) == "done");
    CHECK(desk.load(ids[3]).duplicate_of == ids[2]);
    desk.after(monday, desk::cancel, ids[2], some_text, std::optional<CaseId>{});
    CHECK(code(4, 2) == "bad_duplicate");
    CHECK(code(4, 3) == "bad_duplicate");
    // Once it is worked on again, it may have duplicates again.
    desk.after(monday, desk::reopen, ids[2], some_text);
    CHECK(code(4, 3) == "done");
    CHECK(desk.load(ids[4]).duplicate_of == ids[2]);
    // A reopened case is no duplicate any more.
    desk.after(monday, desk::reopen, ids[0], some_text);
    CHECK(code(2, 0) == "done");
    CHECK(desk.whole());
}

TEST_CASE("Whoever's roles do not cover a step is refused it, before anything else is said") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const head = desk.writer.head();
    auto stranger = desk.session(monday, "stranger");
    auto const refused = desk::reply(stranger, id, some_text);
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().kind == ErrorKind::no_permission);
    CHECK(refused.refusal().hint == "roles that may: agent, admin");
    CHECK(desk::note(stranger, CaseId{9}, some_text).refusal().code == "not_permitted");
    auto agent = desk.session(monday, "wang");
    CHECK(desk::assign(agent, id, "li").refusal().kind == ErrorKind::no_permission);
    desk::Triage triage{agent};
    CHECK(triage(id).refusal().kind == ErrorKind::no_permission);
    CHECK(desk.writer.head() == head);
    CHECK(desk::reply(agent, id, some_text));
}

TEST_CASE("A dry run of any step writes nothing") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const before = desk.load(id);
    auto const head = desk.writer.head();
    auto dry = desk.session(monday + Seconds{60}, "boss", true);
    CHECK(desk::note(dry, id, some_text));
    CHECK(desk::wait(dry, id, State::waiting_customer)->item.state == State::waiting_customer);
    CHECK(desk::resolve(dry, id, some_text)->item.state == State::resolved);
    CHECK(desk::cancel(dry, id, some_text)->item.state == State::cancelled);
    CHECK(desk::assign(dry, id, "wang")->item.person == "wang");
    CHECK(desk.writer.head() == head);
    CHECK(desk.load(id) == before);
    CHECK(desk.whole());
}

TEST_CASE("Several steps in one transaction are written together or not at all") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const head = desk.writer.head();
    auto session = desk.session(monday);
    {
        ledger::Session::Transaction transaction{session};
        CHECK(desk::note(session, id, "one"));
        CHECK(desk::resolve(session, id, "two"));
    }
    CHECK(desk.writer.head() == head);
    CHECK(desk.load(id).state == State::new_case);
    {
        ledger::Session::Transaction transaction{session};
        CHECK(desk::note(session, id, "one"));
        CHECK_FALSE(desk::reopen(session, id, "not solved yet"));
        CHECK(desk::resolve(session, id, "two"));
        transaction.commit();
    }
    CHECK(desk.writer.head().seq == head.seq + 2);
    CHECK(desk.whole());
}
