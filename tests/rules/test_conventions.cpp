#include "support.hpp"
#include <dcc/model/codec.hpp>
#include <dcc/rules/clock.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using Kind = ClockKind;

namespace {

// A case of a rule with these terms and conventions, opened on a Monday. The office is open from
// 09:00 to 17:00.
Story opened_with(Conventions const &conventions, std::vector<Term> terms,
                  std::string_view at = "2026-03-02 09:00") {
    auto made = promise("standard", std::move(terms));
    made.conventions = conventions;
    Story story{{office()}, {made}};
    story.on(at, opened(made));
    return story;
}

Conventions of(Reopening reopening) {
    Conventions conventions;
    conventions.reopening = reopening;
    return conventions;
}

event::Received received() {
    return {"", false, "?"};
}

}  // namespace

TEST_CASE("a reopening resumes the clock, counts on, starts anew or leaves the remainder") {
    struct Row {
        Reopening reopening;
        int instance;
        char const *due;        // solved after 3 of 8 hours
        char const *due_later;  // solved after 11 hours
        char const *left;       // of the first one
    };
    static constexpr Row rows[] = {
        {Reopening::resume, 1, "2026-03-03 15:00", "2026-03-02 17:00", "8h"},
        {Reopening::count, 1, "2026-03-02 17:00", "2026-03-02 17:00", "8h"},
        {Reopening::restart, 2, "2026-03-04 10:00", "2026-03-05 10:00", "8h"},
        {Reopening::remainder, 2, "2026-03-03 15:00", "2026-03-04 10:00", "5h"},
    };
    for (auto const &row : rows) {
        CAPTURE(word(row.reopening));
        auto early = opened_with(of(row.reopening), {term(Kind::resolution, "8h", office())});
        early.on("2026-03-02 12:00", solved()).on("2026-03-03 10:00", event::Reopened{});
        CHECK(early.clock(Kind::resolution).instance == row.instance);
        CHECK(early.due(Kind::resolution) == row.due);
        CHECK(format_duration(*early.clock(Kind::resolution).target) == row.left);
        if (row.instance == 2) {
            CHECK(early.clock(Kind::resolution, 1).stage == Stage::completed);
            CHECK_FALSE(
                rules::is_breached(early.clock(Kind::resolution, 1), early.at("2026-03-09")));
        }

        auto late = opened_with(of(row.reopening), {term(Kind::resolution, "8h", office())});
        late.on("2026-03-03 12:00", solved()).on("2026-03-04 10:00", event::Reopened{});
        CHECK(late.due(Kind::resolution) == row.due_later);
        CHECK(late.breached(Kind::resolution, "2026-03-04 10:01") ==
              (row.reopening != Reopening::restart));
    }
}

TEST_CASE("what is left shrinks with each reopening, and another rule counts it too") {
    auto urgent = promise("urgent", {term(Kind::resolution, "6h", office())});
    auto standard = promise("standard", {term(Kind::resolution, "8h", office())});
    standard.conventions.reopening = Reopening::remainder;
    Story story{{office()}, {urgent, standard}};
    story.on("2026-03-02 09:00", opened(standard))
        .on("2026-03-02 11:00", solved())
        .on("2026-03-02 12:00", event::Reopened{})
        .on("2026-03-02 13:00", solved())
        .on("2026-03-03 09:00", event::Reopened{});
    CHECK(story.clock(Kind::resolution).instance == 3);
    CHECK(story.due(Kind::resolution) == "2026-03-03 14:00");
    story.on("2026-03-03 10:00", triaged(urgent));
    CHECK(story.due(Kind::resolution) == "2026-03-03 12:00");
    CHECK(story.first_due(Kind::resolution) == "2026-03-03 14:00");
}

TEST_CASE("business days follow the convention of their rule") {
    struct Row {
        OutsideHours outside;
        char const *cutoff;
        char const *due;
    };
    static constexpr Row rows[] = {
        {OutsideHours::nearest, "", "2026-03-03 17:00"},
        {OutsideHours::next_opening, "", "2026-03-04 09:00"},
        {OutsideHours::same_time, "", "2026-03-03 20:00"},
        {OutsideHours::same_time, "17h", "2026-03-04 09:00"},
        {OutsideHours::nearest, "17h", "2026-03-04 09:00"},
        {OutsideHours::nearest, "21h", "2026-03-03 17:00"},
    };
    for (auto const &row : rows) {
        CAPTURE(word(row.outside));
        CAPTURE(row.cutoff);
        Conventions conventions;
        conventions.counting.days.outside_hours = row.outside;
        if (*row.cutoff) conventions.counting.days.cutoff = parse_duration(row.cutoff);
        auto const story =
            opened_with(conventions, {term(Kind::resolution, "1bd", office())}, "2026-03-02 20:00");
        CHECK(story.due(Kind::resolution) == row.due);
    }
}

TEST_CASE("whole minutes: the seconds of start, end, pause and now are dropped") {
    Conventions conventions;
    conventions.counting.whole_minutes = true;
    struct Row {
        char const *replied;
        bool breached;
    };
    static constexpr Row rows[] = {{"2026-03-02 10:00:00", false},
                                   {"2026-03-02 10:00:59", false},
                                   {"2026-03-02 10:01:00", true}};
    for (auto const &row : rows) {
        CAPTURE(row.replied);
        auto story = opened_with(conventions, {term(Kind::first_response, "1h", office())},
                                 "2026-03-02 09:00:30");
        CHECK(story.due(Kind::first_response) == "2026-03-02 10:00");
        CHECK(story.breached(Kind::first_response, row.replied) == row.breached);
        story.on(row.replied, event::Replied{"!"});
        CHECK(story.breached(Kind::first_response, row.replied) == row.breached);
        CHECK(story.elapsed(Kind::first_response, row.replied).count() % 60 == 0);
    }
    auto const both = std::vector{State::waiting_customer};
    auto paused = opened_with(conventions, {term(Kind::resolution, "1h", office(), both)},
                              "2026-03-02 09:00:30");
    paused.on("2026-03-02 09:10:59", event::Waited{State::waiting_customer})
        .on("2026-03-02 09:20:10", event::Resumed{});
    CHECK(paused.due(Kind::resolution) == "2026-03-02 10:10");
    CHECK(paused.account(Kind::resolution, "2026-03-02 09:21:59") ==
          "03-02 09:00 03-02 09:10 600\n"
          "03-02 09:10 03-02 09:20 paused waiting_customer\n"
          "03-02 09:20 03-02 09:21 60\n");
    CHECK(paused.clock(Kind::handoff).started_at == paused.at("2026-03-02 09:00:30"));
}

TEST_CASE("a pause within one minute is none, and an end never precedes the start") {
    Conventions conventions;
    conventions.counting.whole_minutes = true;
    auto minutes =
        promise("minutes", {term(Kind::resolution, "1h", office(), {State::waiting_customer})});
    auto seconds = promise("seconds", {term(Kind::resolution, "1h", office())});
    minutes.conventions = conventions;
    Story story{{office()}, {minutes, seconds}};
    story.on("2026-03-02 09:00:30", opened(seconds))
        .on("2026-03-02 09:00:40", triaged(minutes))
        .on("2026-03-02 09:00:45", event::Waited{State::waiting_customer})
        .on("2026-03-02 09:00:50", event::Resumed{})
        .on("2026-03-02 09:00:55", solved());
    auto const &clock = story.clock(Kind::resolution);
    CHECK(clock.pauses.empty());
    CHECK(clock.stopped_at == clock.started_at);
    CHECK(clock.started_at == story.at("2026-03-02 09:00:30"));
}

TEST_CASE("a deadline at closing time can last until the next opening") {
    struct Row {
        bool until_opening;
        char const *solved;
        char const *due;
        bool breached;
    };
    static constexpr Row rows[] = {
        {false, "2026-03-06 20:00", "2026-03-06 17:00", true},
        {true, "2026-03-06 20:00", "2026-03-09 09:00", false},
        {true, "2026-03-09 09:00:00", "2026-03-09 09:00", false},
        {true, "2026-03-09 09:00:01", "2026-03-09 09:00", true},
    };
    for (auto const &row : rows) {
        CAPTURE(row.solved);
        Conventions conventions;
        conventions.counting.until_opening = row.until_opening;
        auto story =
            opened_with(conventions, {term(Kind::resolution, "3h", office())}, "2026-03-06 14:00");
        CHECK(story.due(Kind::resolution) == row.due);
        CHECK(story.first_due(Kind::resolution) == row.due);
        story.on(row.solved, solved());
        CHECK(story.breached(Kind::resolution, row.solved) == row.breached);
        CHECK(row.breached != (story.elapsed(Kind::resolution, row.solved) <= Seconds{3 * 3600} &&
                               row.until_opening));
    }
    Conventions conventions;
    conventions.counting.until_opening = true;
    auto waiting = opened_with(conventions,
                               {term(Kind::resolution, "3h", office(), {State::waiting_customer})},
                               "2026-03-06 14:00");
    waiting.on("2026-03-07 12:00", event::Waited{State::waiting_customer})
        .on("2026-03-09 12:00", event::Resumed{});
    CHECK(waiting.due(Kind::resolution) == "2026-03-09 12:00");
}

TEST_CASE("a first response pauses in the states that its rule lists") {
    auto story =
        opened_with({}, {term(Kind::first_response, "2h", office(), {State::waiting_third_party})});
    story.on("2026-03-02 10:00", event::Waited{State::waiting_third_party});
    CHECK(story.stage(Kind::first_response) == "paused");
    story.on("2026-03-02 12:00", event::Resumed{});
    CHECK(story.due(Kind::first_response) == "2026-03-02 13:00");
    story.on("2026-03-02 12:30", event::Waited{State::waiting_customer});
    CHECK(story.stage(Kind::first_response) == "running");
}

TEST_CASE("next response and update start with the case or after the first reply") {
    Conventions conventions;
    std::vector const terms{term(Kind::first_response, "4h", office()),
                            term(Kind::next_response, "2h", office()),
                            term(Kind::update, "3h", office())};
    auto usual = opened_with(conventions, terms);
    CHECK(usual.count(Kind::next_response) == 0);
    CHECK(usual.count(Kind::update) == 0);

    conventions.from_creation = {Kind::next_response, Kind::update};
    auto story = opened_with(conventions, terms);
    CHECK(story.due(Kind::next_response) == "2026-03-02 11:00");
    CHECK(story.due(Kind::update) == "2026-03-02 12:00");
    story.on("2026-03-02 10:00", received());
    CHECK(story.count(Kind::next_response) == 1);
    event::Messaged reminder;
    reminder.number = 1;
    reminder.kind = MessageKind::missing;
    story.on("2026-03-02 10:30", reminder);
    CHECK(story.due(Kind::update) == "2026-03-02 13:30");
    CHECK(story.stage(Kind::next_response) == "running");
    story.on("2026-03-02 11:00", event::Replied{"!"});
    CHECK(story.stage(Kind::next_response) == "completed");
    CHECK(story.due(Kind::update) == "2026-03-02 14:00");

    auto reopened = opened_with(conventions, terms);
    reopened.on("2026-03-02 10:00", event::Resolved{"x", false, false})
        .on("2026-03-03 09:00", event::Reopened{});
    CHECK(reopened.count(Kind::next_response) == 1);
    CHECK(reopened.due(Kind::next_response) == "2026-03-03 10:00");
    CHECK(reopened.due(Kind::update) == "2026-03-03 12:00");
    CHECK(reopened.due(Kind::first_response) == "2026-03-03 12:00");
}

TEST_CASE("a triage can bring clocks that start with the case, but none for what was answered") {
    auto plain = promise("plain", {term(Kind::first_response, "4h", office())});
    auto early = promise(
        "early", {term(Kind::next_response, "2h", office()), term(Kind::update, "3h", office())});
    early.conventions.from_creation = {Kind::next_response, Kind::update};
    Story story{{office()}, {plain, early}};
    story.on("2026-03-02 09:00", opened(plain)).on("2026-03-02 10:00", triaged(early));
    CHECK(story.due(Kind::next_response) == "2026-03-02 11:00");
    CHECK(story.due(Kind::update) == "2026-03-02 12:00");

    Story answered{{office()}, {plain, early}};
    answered.on("2026-03-02 09:00", opened(plain))
        .on("2026-03-02 09:30", event::Replied{"!"})
        .on("2026-03-02 10:00", triaged(early));
    CHECK(answered.count(Kind::next_response) == 0);
    CHECK(answered.due(Kind::update) == "2026-03-02 12:30");
}

TEST_CASE("any contact restarts the clocks that the rule names") {
    struct Row {
        std::vector<Kind> any_contact;
        char const *update;
        char const *next_response;
    };
    Row const rows[] = {
        {{}, "2026-03-02 13:00", "2026-03-02 13:00"},
        {{Kind::update}, "2026-03-02 15:00", "2026-03-02 13:00"},
        {{Kind::next_response}, "2026-03-02 13:00", "2026-03-02 14:00"},
        {{Kind::update, Kind::next_response}, "2026-03-02 15:00", "2026-03-02 14:00"},
    };
    for (auto const &row : rows) {
        Conventions conventions;
        conventions.any_contact = row.any_contact;
        auto story = opened_with(conventions, {term(Kind::next_response, "2h", office()),
                                               term(Kind::update, "3h", office())});
        story.on("2026-03-02 10:00", event::Replied{"!"})
            .on("2026-03-02 11:00", received())
            .on("2026-03-02 12:00", received())
            .on("2026-03-02 12:30", event::Received{"", true, "thanks"});
        CHECK(story.due(Kind::update) == row.update);
        CHECK(story.due(Kind::next_response) == row.next_response);
        story.on("2026-03-02 13:00", event::Replied{"!"});
        CHECK(story.stage(Kind::next_response) == "completed");
    }
    Conventions conventions;
    conventions.any_contact = {Kind::next_response};
    auto late = opened_with(conventions, {term(Kind::next_response, "2h", office())});
    late.on("2026-03-02 09:30", event::Replied{"!"})
        .on("2026-03-02 10:00", received())
        .on("2026-03-02 11:00", received())
        .on("2026-03-02 14:00", received());
    CHECK(late.clock(Kind::next_response, 1).stage == Stage::cancelled);
    CHECK(late.clock(Kind::next_response, 2).stage == Stage::completed);
    CHECK(rules::is_breached(late.clock(Kind::next_response, 2), late.at("2026-03-02 14:00")));
    CHECK(late.due(Kind::next_response) == "2026-03-02 16:00");
}

TEST_CASE("a case that staff opened waits for no first answer") {
    Conventions conventions;
    conventions.opened_by_staff = true;
    auto story = opened_with(
        conventions,
        {term(Kind::first_response, "", office()), term(Kind::next_response, "2h", office()),
         term(Kind::update, "3h", office()), term(Kind::resolution, "8h", office())});
    CHECK(story.count(Kind::first_response) == 0);
    CHECK(story.due(Kind::update) == "2026-03-02 12:00");
    CHECK(story.due(Kind::resolution) == "2026-03-02 17:00");
    story.on("2026-03-02 10:00", received());
    CHECK(story.due(Kind::next_response) == "2026-03-02 12:00");
    story.on("2026-03-02 11:00", solved()).on("2026-03-02 12:00", event::Reopened{});
    CHECK(story.count(Kind::first_response) == 0);
}

TEST_CASE("an end without a message answers or not") {
    std::vector const terms{
        term(Kind::first_response, "4h", office()), term(Kind::next_response, "2h", office()),
        term(Kind::update, "3h", office()), term(Kind::resolution, "8h", office())};
    std::vector<event::Payload> const ends{event::Resolved{"x", false, false}, event::Closed{}};
    for (bool const answers : {false, true})
        for (auto const &end : ends) {
            CAPTURE(answers);
            Conventions conventions;
            conventions.silent_end_answers = answers;
            auto first = opened_with(conventions, terms);
            first.on("2026-03-02 10:00", end);
            CHECK(first.stage(Kind::first_response) == (answers ? "completed" : "cancelled"));
            CHECK_FALSE(first.item().first_reply_at);
            first.on("2026-03-02 11:00", event::Reopened{});
            CHECK(first.stage(Kind::first_response) == (answers ? "completed" : "running"));

            auto later = opened_with(conventions, terms);
            later.on("2026-03-02 10:00", event::Replied{"!"})
                .on("2026-03-02 11:00", received())
                .on("2026-03-02 12:00", end);
            CHECK(later.stage(Kind::next_response) == (answers ? "completed" : "cancelled"));
            CHECK(later.stage(Kind::update) == (answers ? "completed" : "cancelled"));
            later.on("2026-03-02 13:00", event::Reopened{});
            CHECK(later.stage(Kind::next_response) == (answers ? "completed" : "running"));
        }
}

TEST_CASE("conventions are kept with the terms, and terms without them mean those of dcc") {
    auto made = promise("standard", {term(Kind::update, "3h", office())});
    CHECK(encode_terms(made).find("conventions") == std::string::npos);
    std::vector<Conventions> all(6);
    all[0].reopening = Reopening::remainder;
    all[1].counting.days = {OutsideHours::same_time, parse_duration("17h5m30s")};
    all[2].counting.whole_minutes = true;
    all[3].counting.until_opening = true;
    all[4].from_creation = all[4].any_contact = {Kind::update};
    all[5].opened_by_staff = all[5].silent_end_answers = true;
    for (auto const &conventions : all) {
        made.conventions = conventions;
        CHECK(decode_terms(encode_terms(made)) == made);
    }
}
