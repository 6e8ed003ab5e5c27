#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/rules/timeline.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;
using Kind = ClockKind;

// The table of clocks, row by row: starts, ends, notes. 2026-03-02 is a Monday; the office is open
// from 09:00 to 17:00.

namespace {

CalendarSpec const desk_hours = office();
ServiceTerms const standard =
    promise("standard", {term(Kind::first_response, "4h", desk_hours),
                         term(Kind::next_response, "2h", desk_hours, {State::waiting_third_party}),
                         term(Kind::update, "1bd", desk_hours),
                         term(Kind::resolution, "16h", desk_hours,
                              {State::waiting_customer, State::waiting_third_party})});
ServiceTerms const urgent = promise(
    "urgent", {term(Kind::first_response, "1h", desk_hours),
               term(Kind::next_response, "30m", desk_hours), term(Kind::update, "2h", desk_hours),
               term(Kind::resolution, "8h", desk_hours, {State::waiting_customer})});
ServiceTerms const bare = promise("bare", {term(Kind::first_response, "4h", desk_hours),
                                           term(Kind::resolution, "16h", desk_hours)});

Story open_at(std::string_view time, ServiceTerms const &made = standard) {
    Story story{{desk_hours}, {standard, urgent, bare}};
    story.on(time, opened(made));
    return story;
}

event::Received const asked{"", false, "when?"};
event::Replied const told{"soon"};

}  // namespace

TEST_CASE("first_response starts when the case reaches us, not when it is told to the desk") {
    Story story{{desk_hours}, {standard}};
    Event event;
    event.seq = 1;
    event.case_id = CaseId{7};
    event.at = story.at("2026-03-02 10:00");
    event.recorded_at = story.at("2026-03-05 10:00");
    event.payload = opened(standard);
    Case item;
    rules::apply(item, event, story.adopted());
    CHECK(item.id == CaseId{7});
    CHECK(item.received_at == event.at);
    CHECK(item.clocks.at(0).kind == Kind::first_response);
    CHECK(item.clocks.at(0).started_at == event.at);
    CHECK(story.local(item.clocks.at(0).due_at) == "2026-03-02 14:00");
}

TEST_CASE("first_response ends with the first reply by a person, later ones do not move it") {
    auto story = open_at("2026-03-02 10:00");
    story.on("2026-03-02 12:00", told).on("2026-03-02 16:00", told);
    auto const &clock = story.clock(Kind::first_response);
    CHECK(clock.stage == Stage::completed);
    CHECK(clock.stopped_at == story.at("2026-03-02 12:00"));
    CHECK(story.item().first_reply_at == story.at("2026-03-02 12:00"));
    CHECK(story.item().replies == 2);
    CHECK(story.count(Kind::first_response) == 1);
}

TEST_CASE("resolving with an answer is a first response") {
    auto story = open_at("2026-03-02 10:00");
    story.on("2026-03-02 12:00", solved());
    CHECK(story.stage(Kind::first_response) == "completed");
    CHECK(story.item().first_reply_at == story.at("2026-03-02 12:00"));
}

TEST_CASE("resolving without an answer is no response, and nobody can say when there was one") {
    auto story = open_at("2026-03-02 10:00");
    story.on("2026-03-02 12:00", event::Resolved{"done", false, false});
    CHECK(story.stage(Kind::first_response) == "cancelled");
    CHECK_FALSE(story.item().first_reply_at);
    CHECK_FALSE(story.breached(Kind::first_response, "2027-01-01"));
    CHECK(story.stage(Kind::resolution) == "completed");
    story.on("2026-03-02 13:00", told);
    story.on("2026-03-02 14:00", event::Reopened{});
    CHECK_MESSAGE(story.stage(Kind::first_response) == "cancelled", "answered before it reopened");
}

TEST_CASE("what is automatic or internal never counts as a response") {
    auto story = open_at("2026-03-02 10:00");
    story.on("2026-03-02 10:01", triaged(standard))
        .on("2026-03-02 10:02", assigned("tech", "wang"))
        .on("2026-03-02 10:03", event::Started{})
        .on("2026-03-02 10:04", event::Noted{"a note"})
        .on("2026-03-02 10:05", asked)
        .on("2026-03-02 10:06", event::Waited{State::waiting_third_party})
        .on("2026-03-02 10:07", event::Resumed{});
    CHECK(story.stage(Kind::first_response) == "running");
    CHECK_FALSE(story.item().first_reply_at);
    CHECK(story.item().replies == 0);
    CHECK(story.count(Kind::next_response) == 0);
    CHECK(story.count(Kind::update) == 0);
}

TEST_CASE("waiting does not stop first_response") {
    auto story = open_at("2026-03-02 10:00");
    story.on("2026-03-02 11:00", event::Waited{State::waiting_customer});
    CHECK(story.stage(Kind::first_response) == "running");
    CHECK(story.stage(Kind::resolution) == "paused");
    CHECK(story.due(Kind::first_response) == "2026-03-02 14:00");
    CHECK(story.breached(Kind::first_response, "2026-03-02 15:00"));
}

TEST_CASE("next_response starts with the oldest unanswered message after the first response") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 09:30", asked);
    CHECK(story.count(Kind::next_response) == 0);
    story.on("2026-03-02 10:00", told);
    CHECK(story.count(Kind::next_response) == 0);
    story.on("2026-03-02 11:00", asked);
    CHECK(story.due(Kind::next_response) == "2026-03-02 13:00");
}

TEST_CASE("further customer messages do not move next_response") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", asked);
    story.on("2026-03-02 12:00", asked).on("2026-03-02 12:30", asked);
    CHECK(story.count(Kind::next_response) == 1);
    CHECK(story.due(Kind::next_response) == "2026-03-02 13:00");
    CHECK(story.item().messages == 4);
}

TEST_CASE("next_response ends with the next reply; the message after it starts a new instance") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", asked);
    story.on("2026-03-02 13:00", told).on("2026-03-02 15:00", asked);
    CHECK(story.clock(Kind::next_response, 1).stage == Stage::completed);
    CHECK(story.clock(Kind::next_response, 1).stopped_at == story.at("2026-03-02 13:00"));
    CHECK_FALSE(rules::is_breached(story.clock(Kind::next_response, 1), story.at("2027-01-01")));
    CHECK(story.clock(Kind::next_response, 2).stage == Stage::running);
    CHECK(story.due(Kind::next_response) == "2026-03-02 17:00");
}

TEST_CASE("an unanswered message is still unanswered when its case is cancelled and reopened") {
    for (bool const closed : {false, true}) {
        auto story = open_at("2026-03-02 09:00");
        story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", asked);
        if (closed)
            story.on("2026-03-02 12:00", event::Resolved{"", false, false})
                .on("2026-03-02 12:00", event::Closed{});
        else
            story.on("2026-03-02 12:00", event::Cancelled{});
        CHECK(story.stage(Kind::next_response) == "cancelled");
        story.on("2026-03-02 14:00", event::Reopened{});
        CHECK(story.stage(Kind::next_response) == "running");
        CHECK(story.count(Kind::next_response) == 1);
        CHECK(story.due(Kind::next_response) == "2026-03-02 15:00");
        story.on("2026-03-02 14:30", told);
        CHECK(story.elapsed(Kind::next_response, "2027-01-01") == 90min);
    }
}

TEST_CASE("update runs from our last message to the next one, which starts a new cycle") {
    auto story = open_at("2026-03-02 09:00");
    CHECK(story.count(Kind::update) == 0);
    story.on("2026-03-02 10:00", told);
    CHECK(story.due(Kind::update) == "2026-03-03 10:00");
    story.on("2026-03-03 09:30", told);
    CHECK(story.clock(Kind::update, 1).stage == Stage::completed);
    CHECK(story.clock(Kind::update, 2).stage == Stage::running);
    CHECK(story.due(Kind::update) == "2026-03-04 09:30");
    story.on("2026-03-04 09:00", solved());
    CHECK(story.count(Kind::update) == 2);
    CHECK(story.stage(Kind::update) == "completed");
}

TEST_CASE("no update is due of a solved case, and again one once it is reopened") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", solved());
    story.on("2026-03-02 12:00", told);
    CHECK(story.count(Kind::update) == 1);
    story.on("2026-03-02 13:00", event::Reopened{});
    CHECK(story.count(Kind::update) == 2);
    CHECK(story.due(Kind::update) == "2026-03-03 13:00");
}

TEST_CASE("resolution starts when the case reaches us, pauses by policy, ends when it is solved") {
    auto story = open_at("2026-03-02 09:00");
    CHECK(story.due(Kind::resolution) == "2026-03-03 17:00");
    story.on("2026-03-02 11:00", event::Waited{State::waiting_customer});
    CHECK(story.stage(Kind::resolution) == "paused");
    CHECK(story.due(Kind::resolution) == "never");
    story.on("2026-03-02 13:00", event::Waited{State::waiting_third_party});
    CHECK(story.stage(Kind::resolution) == "paused");
    story.on("2026-03-02 15:00", event::Resumed{});
    CHECK(story.stage(Kind::resolution) == "running");
    CHECK(story.due(Kind::resolution) == "2026-03-04 13:00");
    REQUIRE(story.clock(Kind::resolution).pauses.size() == 2);
    CHECK(story.clock(Kind::resolution).pauses[0].reason == State::waiting_customer);
    CHECK(story.clock(Kind::resolution).pauses[1].reason == State::waiting_third_party);
    story.on("2026-03-03 17:00", solved());
    CHECK(story.stage(Kind::resolution) == "completed");
    CHECK(story.elapsed(Kind::resolution, "2027-01-01") == 12h);
    CHECK(story.first_due(Kind::resolution) == "2026-03-03 17:00");
}

TEST_CASE("a customer's message ends waiting for the customer, not waiting for a third party") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told)
        .on("2026-03-02 11:00", event::Waited{State::waiting_customer});
    story.on("2026-03-02 12:00", asked);
    CHECK(story.stage(Kind::resolution) == "running");
    CHECK(story.stage(Kind::next_response) == "running");
    story.on("2026-03-02 13:00", event::Waited{State::waiting_third_party});
    story.on("2026-03-02 14:00", asked);
    CHECK(story.item().state == State::waiting_third_party);
    CHECK(story.stage(Kind::next_response) == "paused");
}

TEST_CASE("waiting that begins and ends in the same second pauses nothing") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", event::Waited{State::waiting_customer});
    story.on("2026-03-02 10:00", event::Resumed{});
    CHECK(story.clock(Kind::resolution).pauses.empty());
    CHECK(story.due(Kind::resolution) == "2026-03-03 17:00");
}

TEST_CASE("solving a case while it waits ends the pause with the clock") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", event::Waited{State::waiting_customer});
    story.on("2026-03-02 12:00", solved());
    CHECK(story.stage(Kind::resolution) == "completed");
    CHECK(story.due(Kind::resolution) == "2026-03-04 11:00");
    CHECK(story.elapsed(Kind::resolution, "2027-01-01") == 1h);
}

TEST_CASE("a message to a solved case reopens it and asks for a response") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", solved()).on("2026-03-02 11:00", asked);
    CHECK(story.item().state == State::reopened);
    CHECK(story.item().reopened == 1);
    CHECK(story.stage(Kind::resolution) == "running");
    CHECK(story.due(Kind::next_response) == "2026-03-02 13:00");
}

TEST_CASE("the first resolution time stays on record whatever comes after") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", solved());
    story.on("2026-03-03 10:00", event::Reopened{});
    CHECK(story.item().first_resolved_at == story.at("2026-03-02 10:00"));
    CHECK_FALSE(story.item().resolved_at);
    story.on("2026-03-04 10:00", solved());
    CHECK(story.item().first_resolved_at == story.at("2026-03-02 10:00"));
    CHECK(story.item().resolved_at == story.at("2026-03-04 10:00"));
    CHECK(story.count(Kind::resolution) == 1);
}

TEST_CASE("handoff: one instance per department, from taking the case to passing it on") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", assigned("front"))
        .on("2026-03-02 11:00", assigned("front", "wang"))
        .on("2026-03-02 12:00", assigned("tech", "li"))
        .on("2026-03-02 14:00", solved())
        .on("2026-03-03 09:00", event::Reopened{})
        .on("2026-03-03 10:00", assigned("front"));
    std::string held;
    for (auto const &clock : story.item().clocks)
        if (clock.kind == Kind::handoff)
            held += clock.team + " " + story.local(clock.started_at).substr(5) + " " +
                    story.local(clock.stopped_at).substr(5) + "\n";
    CHECK(held ==
          " 03-02 09:00 03-02 10:00\n"
          "front 03-02 10:00 03-02 12:00\n"
          "tech 03-02 12:00 03-02 14:00\n"
          "tech 03-03 09:00 03-03 10:00\n"
          "front 03-03 10:00 \n");
}

TEST_CASE("a case that was cancelled owes nobody anything") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told).on("2026-03-02 10:30", asked);
    story.on("2026-03-02 11:00", event::Cancelled{"spam", std::nullopt});
    CHECK_FALSE(next_due(story.item()));
    for (auto const kind : {Kind::next_response, Kind::update, Kind::resolution, Kind::handoff}) {
        CHECK(story.stage(kind) == "cancelled");
        CHECK_FALSE(story.breached(kind, "2027-01-01"));
    }
    CHECK_FALSE(story.item().first_resolved_at);
}

TEST_CASE("a case of which nobody knows when it was solved is measured by nothing") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told).on("2026-03-02 10:30", asked);
    story.on("2026-03-02 10:30", event::Resolved{"", false, true});
    for (auto const kind : {Kind::next_response, Kind::update, Kind::resolution}) {
        CHECK(story.stage(kind) == "cancelled");
        CHECK_FALSE(story.breached(kind, "2027-01-01"));
    }
    CHECK_FALSE(story.item().first_resolved_at);
    CHECK_FALSE(story.item().resolved_at);
}

TEST_CASE("a new priority brings the promises that the old one did not have, from their start") {
    auto story = open_at("2026-03-02 09:00", bare);
    story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", asked);
    CHECK(story.count(Kind::next_response) == 0);
    CHECK(story.count(Kind::update) == 0);
    story.on("2026-03-02 11:10", asked).on("2026-03-02 11:15", triaged(urgent));
    CHECK(story.due(Kind::next_response) == "2026-03-02 11:30");
    CHECK(story.due(Kind::update) == "2026-03-02 12:00");
    story.on("2026-03-02 11:20", told).on("2026-03-02 12:00", triaged(standard));
    CHECK(story.count(Kind::next_response) == 1);
    CHECK(story.due(Kind::update) == "2026-03-03 11:20");
}

TEST_CASE("a message asked before a case was cancelled counts anew from its reopening") {
    auto story = open_at("2026-03-02 09:00", bare);
    story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", asked);
    story.on("2026-03-02 12:00", event::Cancelled{}).on("2026-03-02 14:00", event::Reopened{});
    story.on("2026-03-02 14:10", triaged(urgent));
    CHECK(story.due(Kind::next_response) == "2026-03-02 14:30");
}

TEST_CASE("reopening revives no question that was answered in the second it was asked") {
    auto story = open_at("2026-03-02 09:00");
    story.on("2026-03-02 10:00", told).on("2026-03-02 11:00", asked).on("2026-03-02 11:00", told);
    story.on("2026-03-02 11:00", triaged(bare)).on("2026-03-02 11:00", asked);
    story.on("2026-03-02 12:00", event::Cancelled{}).on("2026-03-02 14:00", event::Reopened{});
    CHECK(story.stage(Kind::next_response) == "completed");
    CHECK(story.count(Kind::next_response) == 1);
}

TEST_CASE("triage takes what it names and keeps what it does not") {
    auto story = open_at("2026-03-02 09:00");
    auto first = triaged(standard);
    first.category = "billing";
    first.priority = "normal";
    first.impact = "low";
    first.given = {"impact"};
    auto second = triaged(standard);
    second.priority = "high";
    second.given = {"impact", "priority"};
    story.on("2026-03-02 10:00", first).on("2026-03-02 11:00", second);
    CHECK(story.item().category == "billing");
    CHECK(story.item().priority == "high");
    CHECK(story.item().impact == "low");
    CHECK(story.item().given == std::vector<std::string>{"impact", "priority"});
    CHECK(story.item().updated_at == story.at("2026-03-02 11:00"));
    CHECK(story.item().last_event == 3);
}

TEST_CASE("a promise or calendar that the desk never made is an error, not a guess") {
    Story story{{desk_hours}, {}};
    CHECK_THROWS_AS(story.on("2026-03-02 09:00", opened(standard)), Error);
    Story without_calendar{{}, {standard}};
    CHECK_THROWS_AS(without_calendar.on("2026-03-02 09:00", opened(standard)), Error);
}

TEST_CASE("a customer is what was told of them") {
    Event event;
    event.seq = 5;
    event.customer_id = CustomerId{7};
    event.at = Instant{Seconds{1000}};
    CustomerFacts const facts{"王伟", "138", "w@example.com", "zh", "gold", "phone", "X-1", "yes"};
    Customer known;
    static_cast<CustomerFacts &>(known) = facts;
    known.id = CustomerId{7};
    known.added_at = known.updated_at = Instant{Seconds{1000}};
    known.last_event = 5;
    for (auto const *key : {"", "+8613800001234"}) {
        event.payload = event::CustomerAdded{facts, key};
        known.phone_key = key[0] ? key : "138";
        Customer customer;
        rules::apply(customer, event);
        CHECK(customer == known);
    }
}
