#include "support.hpp"

#include <doctest/doctest.h>

using namespace dcc;

namespace {

int adoptions(TestDesk &desk) {
    int count = 0;
    desk.writer.each_event([&](store::RawEvent const &raw) {
        count += raw.kind == "policy_adopted";
        return true;
    });
    return count;
}

}  // namespace

TEST_CASE("A policy is put on record once, and again only after an edit") {
    TestDesk desk;
    CHECK(adoptions(desk) == 1);
    desk.open(monday);
    desk.open(monday);
    CHECK(adoptions(desk) == 1);
    auto const before = desk.policy;
    desk.policy =
        policy_of(with(small_policy, "first_response = \"4h\"", "first_response = \"2h\""));
    CHECK(adoptions(desk) == 1);
    desk.open(monday);
    desk.open(monday);
    CHECK(adoptions(desk) == 2);
    CHECK(desk.writer.knows_policy(desk.policy.fingerprint));
    // Back to the first: it is known.
    desk.policy = before;
    desk.open(monday);
    CHECK(adoptions(desk) == 2);
    CHECK(desk.whole());
}

TEST_CASE("A refused step under a new policy does not put it on record") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    desk.policy = policy_of(with(small_policy, "name = \"Desk\"", "name = \"Other\""));
    CHECK(desk.code(monday, desk::resume, id) == "illegal_step");
    CHECK(adoptions(desk) == 1);
    auto session = desk.session(monday);
    CHECK_FALSE(desk::resume(session, id));
    CHECK(desk::note(session, id, "a note"));
    CHECK(adoptions(desk) == 2);
    CHECK(desk.whole());
}

TEST_CASE("Clocks keep the promise they were given after the policy and its calendar changed") {
    FileDesk desk;
    auto const id = desk.open(monday).id;
    auto const before = desk.load(id).clocks;
    auto text = with(small_policy, "\"09:00-12:00\", \"13:00-18:00\"", "\"10:00-11:00\"");
    text = with(text, "first_response = \"4h\"", "first_response = \"1h\"");
    text = with(text, "pauses = { resolution = [\"waiting_customer\"] }", "");
    desk.policy = policy_of(text);
    CHECK(desk.load(id).clocks == before);

    auto item = desk.after(monday + Seconds{60}, desk::wait, id, State::waiting_customer);
    // Not even the pause that the new policy no longer grants is taken away.
    CHECK(item.clocks[1].stage == Stage::paused);
    item = desk.after(monday + Seconds{3660}, desk::resume, id);
    CHECK(item.clocks[0].due_at == before[0].due_at);
    CHECK(item.clocks[1].due_at == at("2026-06-03T10:00:00+08:00"));
    {
        auto session = desk.session(monday + Seconds{3700});
        desk::Triage triage{session};
        auto const receipt = triage(id);
        REQUIRE(receipt);
        CHECK(receipt->item.clocks[0].due_at == before[0].due_at);
        CHECK(receipt->item.terms.policy == item.terms.policy);
    }
    // A new case is promised by the new one.
    CHECK(desk.open(monday).clocks[0].due_at == at("2026-06-01T11:00:00+08:00"));
    CHECK(desk.whole());

    // The old file is gone, the desk forgets nothing: rebuilt and read alone it says the same.
    auto const rows = tables(desk);
    CHECK(desk.rebuild() == 2);
    CHECK(tables(desk) == rows);
    auto reader = store::Reader::open(desk.file);
    auto adopted = ledger::adopted_terms_of(reader);
    CHECK(ledger::load(reader, adopted, id)->clocks[0].due_at == before[0].due_at);
}

TEST_CASE("A rule that is gone gives way to the one that holds now when the case is triaged") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    desk.policy = policy_of(with(with(small_policy, "name = \"standard\"", "name = \"plain\""),
                                 "first_response = \"4h\"", "first_response = \"2h\""));
    auto session = desk.session(monday);
    desk::Triage triage{session};
    auto const receipt = triage(id);
    REQUIRE(receipt);
    CHECK(receipt->item.terms.rule == "plain");
    auto const &triaged = std::get<event::Triaged>(receipt->events.front().payload);
    REQUIRE(triaged.deadlines.size() == 1);
    CHECK(triaged.deadlines[0].to == at("2026-06-01T11:00:00+08:00"));
    CHECK(desk.whole());
}
