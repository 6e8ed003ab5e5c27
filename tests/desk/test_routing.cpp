#include "../support/desk.hpp"
#include <dcc/desk/complaint.hpp>
#include <dcc/model/remedy.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

template <class Payload>
Payload const &said(ledger::Receipt const &receipt) {
    for (auto const &event : receipt.events)
        if (auto const *payload = std::get_if<Payload>(&event.payload)) return *payload;
    throw std::runtime_error{"no such event"};
}

CaseId open(TestDesk &desk, std::string subject, GivenRating const &given = {}) {
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = std::move(subject);
    args.rating = given;
    return desk.open(monday, args).id;
}

}  // namespace

TEST_CASE("Triage says which rule decided and where it stands") {
    TestDesk desk;
    auto const receipt = triage(desk, monday, open(desk, "我要退款"));
    auto const &triaged = said<event::Triaged>(receipt);
    CHECK(triaged.category == "billing");
    auto const line = std::to_string(desk.policy.classify.front().place.line);
    CHECK(triaged.category_by == "rule \"refunds\" (policy.toml:" + line + ")");
    CHECK(triaged.priority == "normal");
    CHECK(triaged.priority_by == "impact low (default), urgency low (default)");
    CHECK(receipt.item.state == State::assigned);
    CHECK(receipt.item.team == "front");
}

TEST_CASE("Triage keeps what its rules found and raised, as fields") {
    TestDesk desk{small_policy + R"([[priorities.raise]]
name = "danger"
words = ["smoke"]
urgency = "high"
[[priorities.raise]]
name = "again"
when = { earlier = ["outage"] }
priority = "up"
)"};
    desk::OpenArgs args;
    args.channel = "phone";
    args.customer.name = "Ann";
    args.customer.phone = "13900001111";
    args.subject = "The line is DOWN";
    auto const first = triage(desk, monday, desk.open(monday, args).id);
    auto const &down = said<event::Triaged>(first);
    CHECK(down.rule == "outages");
    CHECK(down.rule_place == desk.policy.classify.back().place.text());
    CHECK(down.matched == std::vector<event::RuleMatch>{{"outages", "down", "DOWN"}});
    CHECK(down.raised.empty());

    args.subject = "Refund, there is smoke";
    auto const second = triage(desk, monday, desk.open(monday, args).id);
    auto const &smoke = said<event::Triaged>(second);
    CHECK(smoke.matched == std::vector<event::RuleMatch>{{"refunds", "refund", "Refund"},
                                                         {"danger", "smoke", "smoke"}});
    REQUIRE(smoke.raised.size() == 2);
    CHECK(smoke.raised[0].what == "urgency");
    CHECK(smoke.raised[0].to == "high");
    CHECK(smoke.raised[1].what == "priority");
    CHECK(smoke.raised[1].rule == "again");
    CHECK(smoke.raised[1].place == desk.policy.raises[1].place.text());
}

TEST_CASE("A priority that a person gives is kept beside the policy's, with the reason") {
    TestDesk desk;
    auto const id = open(desk, "我要退款");
    desk::TriageArgs args;
    args.rating.priority = "urgent";
    args.reason = "the customer is ill";
    auto const receipt = triage(desk, monday, id, args);
    auto const &triaged = said<event::Triaged>(receipt);
    CHECK(triaged.priority == "urgent");
    CHECK(triaged.policy_priority == "normal");
    CHECK(triaged.reason == "the customer is ill");
    // Given again, it is no other than the policy's now; triaged without it, nothing is given.
    CHECK(said<event::Triaged>(triage(desk, monday, id)).policy_priority.empty());
    args.rating.priority = "normal";
    CHECK(said<event::Triaged>(triage(desk, monday, id, args)).policy_priority.empty());

    auto session = desk.session(monday);
    desk::Triage triage{session};
    auto const refused = triage(id, {{}, "no rating", true});
    REQUIRE_FALSE(refused);
    CHECK(refused.refusal().code == "nothing_given");
}

TEST_CASE("Where no rule fits, triage says so and guesses nothing") {
    TestDesk desk;
    auto const receipt = triage(desk, monday, open(desk, "Hello"));
    CHECK(said<event::Triaged>(receipt).category_by == "no rule fits");
    CHECK(receipt.item.category.empty());
    CHECK(receipt.item.person.empty());
    CHECK(receipt.item.state == State::triaged);
    REQUIRE(receipt.notes.size() == 1);
    CHECK(receipt.notes[0].hint.remedy == Remedy::classify);
}

TEST_CASE("What somebody said stands when a case is triaged again") {
    TestDesk desk;
    auto const id = open(desk, "The line is down", {"billing", {}, {}, {}});
    auto const first = triage(desk, monday, id);
    CHECK(first.item.category == "billing");
    CHECK(said<event::Triaged>(first).category_by == "given");
    auto const second = triage(desk, monday, id, {{{}, {}, {}, "urgent"}, {}, false});
    CHECK(second.item.category == "billing");
    CHECK(second.item.priority == "urgent");
    auto const third = triage(desk, monday, id);
    CHECK(third.item.category == "billing");
    CHECK(third.item.priority == "urgent");
    CHECK(third.item.given == std::vector<std::string>{"category", "priority"});
    auto const last = triage(desk, monday, id, {{"outage", {}, {}, {}}, {}, false});
    CHECK(last.item.category == "outage");
    CHECK(last.item.priority == "urgent");
    CHECK(desk.whole());
}

TEST_CASE("Words that the policy does not have are refused in triage too") {
    TestDesk desk;
    auto const id = open(desk, "Hello");
    auto const before = desk.writer.head();
    auto session = desk.session(monday);
    desk::Triage triage{session};
    CHECK(triage(id, {{"bills", {}, {}, {}}, {}, true}).refusal().code == "unknown_category");
    CHECK(triage(id, {{{}, {}, {}, "top"}, {}, true}).refusal().code == "unknown_priority");
    CHECK(triage(CaseId{9}).refusal().code == "no_such_case");
    CHECK(desk.writer.head() == before);
}

TEST_CASE("Deadlines that triage moves are on record with old and new time") {
    TestDesk desk;
    auto const id = open(desk, "The line is down");
    auto const before = desk.load(id);
    auto const receipt = triage(desk, monday + Seconds{600}, id);
    auto const &triaged = said<event::Triaged>(receipt);
    CHECK(receipt.item.priority == "urgent");
    CHECK(receipt.item.terms.rule == "urgent");
    REQUIRE(triaged.deadlines.size() == 2);
    CHECK(triaged.deadlines[0] == event::Moved{ClockKind::first_response, 1,
                                               at("2026-06-01T14:00:00+08:00"),
                                               monday + Seconds{1800}});
    CHECK(triaged.deadlines[1] == event::Moved{ClockKind::resolution, 1,
                                               at("2026-06-02T18:00:00+08:00"),
                                               monday + Seconds{4 * 3600}});
    // What was promised first stays on record; the new target counts from the old start.
    CHECK(receipt.item.clocks[0].original_due_at == before.clocks[0].due_at);
    CHECK(receipt.item.clocks[0].started_at == monday);
    CHECK(triage(desk, monday + Seconds{700}, id).events.size() == 1);
    CHECK(said<event::Triaged>(triage(desk, monday + Seconds{800}, id)).deadlines.empty());
}

TEST_CASE("Dispatch gives cases in turn to those who are fit, with its verdict on each") {
    TestDesk desk;
    auto const first = triage(desk, monday, open(desk, "refund"));
    CHECK(first.item.person == "li");
    auto const &assigned = said<event::Assigned>(first);
    CHECK(assigned.by == "dispatch");
    REQUIRE(assigned.candidates.size() == 3);
    CHECK(assigned.candidates[0].verdict == "fit, but not next");
    CHECK(assigned.candidates[1].verdict == "chosen");
    CHECK(assigned.candidates[2].verdict == "lacks skill billing");
    CHECK(triage(desk, monday, open(desk, "refund")).item.person == "wang");
    CHECK(triage(desk, monday, open(desk, "refund")).item.person == "li");
    // A case that somebody holds keeps its holder.
    CHECK(triage(desk, monday, CaseId{1}).item.person == "li");
}

TEST_CASE("Nobody is given a case outside working hours; the team holds it") {
    TestDesk desk;
    auto const id = open(desk, "refund");
    auto const lunch = at("2026-06-01T12:30:00+08:00");
    auto const receipt = triage(desk, lunch, id);
    CHECK(receipt.item.person.empty());
    CHECK(receipt.item.team == "front");
    CHECK(receipt.item.state == State::triaged);
    CHECK(said<event::Assigned>(receipt).candidates[0].verdict == "off duty");
    REQUIRE(receipt.notes.size() == 1);
    // Again at once: the team holds it already, nothing more happens.
    CHECK(triage(desk, lunch, id).events.size() == 1);
    CHECK_FALSE(triage(desk, at("2026-06-01T13:00:00+08:00"), id).item.person.empty());
    CHECK(desk.whole());
}

TEST_CASE("The absent and the full are passed over") {
    TestDesk desk{with(small_policy, "name = \"Wang\"\n",
                       "name = \"Wang\"\nabsent = [\"2026-06-01..2026-06-01\"]\n")};
    CHECK(triage(desk, monday, open(desk, "refund")).item.person == "li");
    CHECK(triage(desk, monday, open(desk, "refund")).item.person == "li");

    TestDesk small{with(with(small_policy, "name = \"Wang\"\n", "name = \"Wang\"\ncapacity = 1\n"),
                        "name = \"Li\"\n", "name = \"Li\"\ncapacity = 1\n")};
    CHECK(triage(small, monday, open(small, "refund")).item.person == "li");
    CHECK(triage(small, monday, open(small, "refund")).item.person == "wang");
    auto const third = triage(small, monday, open(small, "refund"));
    CHECK(third.item.person.empty());
    CHECK(said<event::Assigned>(third).candidates[0].verdict == "at capacity");
    small.after(monday, desk::resolve, CaseId{1}, "Done");
    CHECK(triage(small, monday, CaseId{3}).item.person == "li");
}

TEST_CASE("A case is given by hand to a person or a team, and the hand-off clocks follow") {
    TestDesk desk;
    auto const id = open(desk, "Hello");
    CHECK(desk.code(monday, desk::assign, id, "wong") == "unknown_holder");
    auto item = desk.after(monday, desk::assign, id, "wang");
    CHECK(item.team == "front");
    CHECK(item.state == State::assigned);
    CHECK(desk.code(monday, desk::assign, id, "wang") == "unchanged");
    item = desk.after(monday + Seconds{60}, desk::assign, id, "li");
    item = desk.after(monday + Seconds{90}, desk::assign, id, "tech");
    CHECK(item.person.empty());
    CHECK(item.state == State::triaged);
    item = desk.after(monday + Seconds{200}, desk::resolve, id, "Done");
    Seconds held{0};
    std::string teams;
    for (auto const &clock : item.clocks)
        if (clock.kind == ClockKind::handoff) {
            teams += clock.team + ";";
            held += *clock.stopped_at - clock.started_at;
        }
    CHECK(teams == ";front;tech;");
    CHECK(held == Seconds{200});
    CHECK(desk.code(monday + Seconds{300}, desk::assign, id, "wang") == "illegal_step");
    CHECK(desk.whole());
}

TEST_CASE("Triage in a dry run writes nothing") {
    TestDesk desk;
    auto const id = open(desk, "refund");
    auto const head = desk.writer.head();
    {
        auto session = desk.session(monday, "boss", true);
        desk::Triage triage{session};
        auto const receipt = triage(id);
        REQUIRE(receipt);
        CHECK(receipt->item.person == "li");
    }
    CHECK(desk.writer.head() == head);
    CHECK(desk.load(id).person.empty());
    CHECK(desk.writer.find(id)->person.empty());
}

TEST_CASE(
    "Triage leaves a case with the team that people gave it to, unless its category changes") {
    TestDesk desk;
    auto const id = open(desk, "我要退款");
    triage(desk, monday, id);
    desk.after(monday, desk::assign, id, "tech");
    desk::TriageArgs args;
    args.rating.urgency = "high";
    args.reason = "They called again";
    CHECK(triage(desk, monday, id, args).item.team == "tech");
    CHECK(desk.load(id).person == "zhao");

    desk.after(monday, desk::assign, id, "front");
    args.rating.category = "outage";
    CHECK(triage(desk, monday, id, args).item.team == "tech");
}

TEST_CASE("An assigned case that gets the category of another team stays, with a note") {
    TestDesk desk;
    auto const id = open(desk, "我要退款");
    auto const person = triage(desk, monday, id).item.person;
    desk::TriageArgs args;
    args.rating.category = "outage";
    auto const receipt = triage(desk, monday, id, args);
    CHECK(receipt.item.person == person);
    REQUIRE(receipt.notes.size() == 1);
    CHECK(receipt.notes[0].text == "C1 stays with " + person + " of team front: tech leads outage");
    CHECK(triage(desk, monday, id).notes.empty());
}

TEST_CASE("Who has no team learns how to get one, a complaint without triage") {
    TestDesk desk;
    auto const hint = [&](CaseId id) {
        auto session = desk.session(monday);
        auto const refused = desk::dispatch_case(session, id);
        REQUIRE(!refused);
        return refused.refusal().hint.remedy;
    };
    CHECK(hint(open(desk, "你好")) == Remedy::classify);
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "你们的态度";
    auto session = desk.session(monday);
    auto const complaint = desk::open_complaint(session, args, std::nullopt);
    REQUIRE(complaint);
    CHECK(hint(complaint->item.id) == Remedy::give);
}
