#include "complaint_support.hpp"
#include <dcc/desk/correction.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/visit.hpp>

#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const wrong_case = "the wrong case";

// What a case is, apart from when and by which event it changed last and what was to be mailed.
Case substance(Case item) {
    item.updated_at = {};
    item.last_event = 0;
    item.outgoing.clear();
    return item;
}

std::int64_t last_event(TestDesk &desk, CaseId id, std::string_view word) {
    std::int64_t seq = 0;
    for (auto const &event : desk.writer.events(id))
        if (event::word(event.payload) == word) seq = event.seq;
    return seq;
}

std::string code(TestDesk &desk, Instant now, CaseId id, std::int64_t seq,
                 std::optional<CaseId> to = {}) {
    return desk.code(now, desk::withdraw_event, id, seq, wrong_case, to);
}

// A case in work, with a visit to come.
CaseId in_work(TestDesk &desk, std::chrono::days until_visit = std::chrono::days{1}) {
    auto const id = desk.open(monday).id;
    desk.after(monday, desk::assign, id, "wang");
    desk.after(monday + Seconds{60}, desk::start, id, std::nullopt);
    desk.after(monday + Seconds{120}, desk::reply, id, some_text);
    auto const from = monday + until_visit;
    desk.after(monday + Seconds{180}, desk::book_visit, id,
               desk::BookArgs{"zhao", from, from + Seconds{3600}, VisitMode::on_site, "here"});
    return id;
}

struct Change {
    char const *name;
    std::function<void(TestDesk &, CaseId, Instant)> make;
};

}  // namespace

TEST_CASE("Undoing an end leaves no trace but the history") {
    auto const no_duplicate = std::optional<CaseId>{};
    std::vector<Change> const ends{
        {"resolved",
         [](auto &desk, CaseId id, Instant now) {
             desk.after(now, desk::resolve, id, desk::Answer{some_text, {}});
         }},
        {"cancelled",
         [&](auto &desk, CaseId id, Instant now) {
             desk.after(now, desk::cancel, id, some_text, no_duplicate);
         }},
        {"duplicate",
         [](auto &desk, CaseId id, Instant now) {
             desk.after(now, desk::cancel, id, some_text, std::optional{desk.open(now).id});
         }},
    };
    for (auto const &end : ends) {
        CAPTURE(end.name);
        TestDesk desk;
        auto const id = in_work(desk);
        auto const before = substance(desk.load(id));
        end.make(desk, id, monday + Seconds{600});
        desk.after(monday + Seconds{700}, desk::note, id, some_text);
        auto const after = desk.after(monday + Seconds{900}, desk::undo_ending, id, wrong_case);
        CHECK(substance(after) == before);
        CHECK(after == desk.load(id));
        CHECK(desk.whole());
        CHECK(desk.code(monday + Seconds{900}, desk::undo_ending, id, wrong_case) == "not_ended");
    }
}

TEST_CASE("Ends are undone one by one, and only while nothing else has happened") {
    TestDesk desk;
    auto const id = in_work(desk);
    auto const before = substance(desk.load(id));
    desk.after(monday + Seconds{600}, desk::resolve, id, desk::Answer{some_text, {}});
    auto const resolved = substance(desk.load(id));
    desk.after(monday + Seconds{700}, desk::close, id, some_text);
    CHECK(desk.code(monday + Seconds{800}, desk::undo_ending, id, std::string{" "}) ==
          "empty_text");
    CHECK(substance(desk.after(monday + Seconds{800}, desk::undo_ending, id, wrong_case)) ==
          resolved);
    CHECK(substance(desk.after(monday + Seconds{900}, desk::undo_ending, id, wrong_case)) ==
          before);
    desk.after(monday + Seconds{1000}, desk::resolve, id, desk::Answer{some_text, {}});
    desk.after(monday + Seconds{1100}, desk::reopen, id, some_text);
    CHECK(desk.code(monday + Seconds{1200}, desk::undo_ending, id, wrong_case) == "not_ended");
    desk.after(monday + Seconds{1300}, desk::resolve, id, desk::Answer{some_text, {}});
    desk.after(monday + Seconds{1400}, desk::reply, id, some_text);
    CHECK(desk.code(monday + Seconds{1500}, desk::undo_ending, id, wrong_case) == "built_upon");
    CHECK(desk.whole());
}

TEST_CASE("A withdrawn complaint is taken up again") {
    TestDesk desk{complaint_policy};
    auto session = desk.session(monday);
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It burns";
    args.rating.category = "billing";
    auto const opened = desk::open_complaint(session, args, {});
    REQUIRE(opened);
    auto const id = opened->item.id;
    auto const before = substance(desk.load(id));
    desk.after(monday + Seconds{60}, desk::withdraw, id, some_text);
    CHECK(substance(desk.after(monday + Seconds{90}, desk::undo_ending, id, wrong_case)) == before);
    CHECK(desk.whole());
}

TEST_CASE("What a person wrote into the wrong case does not count in it") {
    std::vector<Change> const words{
        {"noted",
         [](auto &desk, CaseId id, Instant now) { desk.after(now, desk::note, id, some_text); }},
        {"replied",
         [](auto &desk, CaseId id, Instant now) { desk.after(now, desk::reply, id, some_text); }},
        {"received",
         [](auto &desk, CaseId id, Instant now) {
             desk.after(now, desk::receive, id, some_text, std::string{}, desk::Aside::by_policy);
         }},
    };
    std::vector<Change> const states{
        {"in work", [](auto &, CaseId, Instant) {}},
        {"waiting", [](auto &desk, CaseId id,
                       Instant now) { desk.after(now, desk::wait, id, State::waiting_customer); }},
        {"resolved",
         [](auto &desk, CaseId id, Instant now) {
             desk.after(now, desk::resolve, id, desk::Answer{some_text, {}});
         }},
        {"asked",
         [](auto &desk, CaseId id, Instant now) {
             desk.after(now, desk::receive, id, some_text, std::string{}, desk::Aside::by_policy);
         }},
    };
    for (auto const &state : states)
        for (auto const &word : words) {
            CAPTURE(state.name);
            CAPTURE(word.name);
            TestDesk desk;
            auto const id = in_work(desk);
            state.make(desk, id, monday + Seconds{600});
            auto const before = substance(desk.load(id));
            word.make(desk, id, monday + Seconds{700});
            auto const seq = last_event(desk, id, word.name);
            auto const after = desk.after(monday + Seconds{900}, desk::withdraw_event, id, seq,
                                          wrong_case, std::optional<CaseId>{});
            CHECK(substance(after) == before);
            CHECK(code(desk, monday + Seconds{900}, id, seq) == "withdrawn_before");
            CHECK(desk.whole());
        }
}

TEST_CASE("A message moves at the time when it came, unless the other case has changed since") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    auto const quiet = in_work(desk);
    auto const busy = in_work(desk, std::chrono::days{2});
    desk.after(monday + Seconds{600}, desk::receive, id, some_text, std::string{},
               desk::Aside::by_policy);
    desk.after(monday + Seconds{700}, desk::note, busy, some_text);
    auto const first = last_event(desk, id, "received");
    CHECK(code(desk, monday + Seconds{900}, id, first, id) == "same_case");
    CHECK(code(desk, monday + Seconds{900}, id, first, CaseId{99}) == "no_such_case");
    CHECK(code(desk, monday + Seconds{900}, quiet, first) == "no_such_event");
    CHECK(code(desk, monday + Seconds{900}, id, last_event(desk, id, "opened")) ==
          "not_withdrawable");
    CHECK(code(desk, monday + Seconds{900}, id, first, quiet) == "done");
    CHECK(desk.load(quiet).asked_at == monday + Seconds{600});
    CHECK(desk.load(quiet).messages == 2);
    CHECK(desk.load(id).messages == 1);
    CHECK(code(desk, monday + Seconds{900}, quiet, last_event(desk, quiet, "received"), busy) ==
          "done");
    CHECK(desk.load(busy).asked_at == monday + Seconds{700});
    CHECK_FALSE(desk.load(quiet).asked_at);
    CHECK(desk.whole());
}

TEST_CASE("Work that a message made possible keeps it") {
    TestDesk desk;
    auto const id = in_work(desk);
    desk.after(monday + Seconds{600}, desk::resolve, id, desk::Answer{some_text, {}});
    desk.after(monday + Seconds{700}, desk::receive, id, some_text, std::string{},
               desk::Aside::by_policy);
    desk.after(monday + Seconds{800}, desk::wait, id, State::waiting_third_party);
    CHECK(code(desk, monday + Seconds{900}, id, last_event(desk, id, "received")) == "built_upon");
    auto const first_reply = last_event(desk, id, "replied");
    CHECK(code(desk, monday + Seconds{900}, id, first_reply) == "done");
    CHECK(desk.load(id).first_reply_at == monday + Seconds{600});
}

TEST_CASE("Whoever may not record something may not withdraw it") {
    TestDesk desk{with(small_policy, "may = [\"case.*\", \"intake.open\"]",
                       "may = [\"case.note\", \"case.show\", \"intake.open\"]")};
    auto const id = in_work(desk);
    desk.after(monday + Seconds{600}, desk::note, id, some_text);
    auto session = desk.session(monday + Seconds{900}, "wang");
    auto const refused =
        desk::withdraw_event(session, id, last_event(desk, id, "replied"), wrong_case, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().code == "not_permitted");
    CHECK(desk::withdraw_event(session, id, last_event(desk, id, "noted"), wrong_case, {}));
}

TEST_CASE("Any fact is corrected in any state, with a reason once it is known") {
    auto const with_fact = [](auto member, std::string value) {
        desk::FactsArgs args;
        args.*member = std::move(value);
        return args;
    };
    std::vector<std::pair<desk::FactsArgs, std::string>> const changes{
        {with_fact(&CaseFacts::subject, "another"), "no_reason"},
        {with_fact(&CaseFacts::body, "first"), "done"},
        {with_fact(&CaseFacts::body, "second"), "no_reason"},
        {with_fact(&CaseFacts::product, "X1"), "done"},
        {with_fact(&CaseFacts::product, "X1"), "done"},
        {with_fact(&CaseFacts::product, "X2"), "no_reason"},
        {with_fact(&CaseFacts::external_id, "A-1"), "done"},
        {with_fact(&CaseFacts::external_id, "A-0"), "exists"},
        {with_fact(&CaseFacts::subject, "two\nlines"), "several_lines"},
        {with_fact(&CaseFacts::subject, "\u200B"), "empty_text"},
        {with_fact(&desk::FactsArgs::channel, "email"), "no_reason"},
        {with_fact(&desk::FactsArgs::channel, "pigeon"), "unknown_channel"},
        {with_fact(&desk::FactsArgs::reason, "none"), "no_facts"},
    };
    TestDesk desk;
    auto other = desk::OpenArgs{};
    other.external_id = "A-0";
    desk.open(monday, other);
    auto const id = in_work(desk);
    desk.after(monday + Seconds{300}, desk::resolve, id, desk::Answer{some_text, {}});
    desk.after(monday + Seconds{400}, desk::close, id, some_text);
    for (auto const &change : changes) {
        auto const &args = change.first;
        auto const &expected = change.second;
        CAPTURE(args.subject + args.body + args.product + args.external_id + args.channel);
        CHECK(desk.code(monday + Seconds{600}, desk::facts, id, args) == expected);
        if (expected != "no_reason") continue;
        auto reasoned = args;
        reasoned.reason = wrong_case;
        CHECK(desk.code(monday + Seconds{600}, desk::facts, id, reasoned) == "done");
    }
    desk::FactsArgs clearing;
    clearing.cleared = {"product"};
    CHECK(desk.code(monday + Seconds{700}, desk::facts, id, clearing) == "no_reason");
    clearing.reason = wrong_case;
    auto const item = desk.after(monday + Seconds{700}, desk::facts, id, clearing);
    CHECK(item.product.empty());
    CHECK(item.subject == "another");
    CHECK(item.body == "second");
    CHECK(item.channel == "email");
    CHECK(item.state == State::closed);
    clearing.cleared = {"subject"};
    CHECK(desk.code(monday + Seconds{700}, desk::facts, id, clearing) == "unclearable");
    CHECK(desk.whole());
}
