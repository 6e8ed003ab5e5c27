#include "outbox_support.hpp"
#include <dcc/desk/correction.hpp>
#include <dcc/desk/incident.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/report/incident.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const incident_policy = with(mail_policy, "[[sla]]\nname = \"standard\"",
                                         R"([[sla]]
name = "surge"
incident = true
calendar = "always"
first_response = "24h"
resolution = "72h"
[[sla]]
name = "standard")") + R"([incidents]
severities = [{ id = "critical" }, { id = "minor" }]
[[incidents.playbooks]]
id = "outage"
checklist = [{ id = "inform", label = { zh = "公告" } }, { id = "fix" }]
tell = ["zhao", "boss"]
sla = "surge"
words = ["断网", "no internet"]
[[incidents.playbooks]]
id = "recall"
)";

struct IncidentDesk : TestDesk {
    IncidentDesk() : TestDesk{incident_policy} {}

    CaseId report(std::string subject, std::string const &language = "zh") {
        auto args = by_mail(language == "zh" ? "王伟" : "Ann", language);
        args.customer.email = language + "@example.org";
        args.subject = std::move(subject);
        return open(monday, args).id;
    }

    template <class Use>
    desk::IncidentReceipt may(Use const &use, Instant now = monday) {
        auto here = session(now);
        auto receipt = use(here);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
        return std::move(*receipt);
    }
    template <class Use>
    std::string code_of(Use const &use, std::string actor = "boss") {
        auto here = session(monday, std::move(actor));
        auto receipt = use(here);
        return receipt ? "done" : receipt.refusal().code;
    }

    desk::IncidentReceipt declare(std::vector<CaseId> cases = {}) {
        return may([&](auto &here) {
            return desk::declare_incident(here, {"全城断网", "", "outage", cases});
        });
    }

    std::string rule_of(CaseId id) { return load(id).terms.rule; }
};

}  // namespace

TEST_CASE("Cases join an incident by hand and by the playbook's words, with its terms meanwhile") {
    IncidentDesk desk;
    auto const first = desk.report("上不了网");
    auto const before = desk.report("断网");
    CHECK_FALSE(desk.load(before).incident);
    auto const incident = desk.declare({first}).item;
    CHECK(incident.id == IncidentId{1});
    CHECK(incident.severity == "critical");
    CHECK(desk.rule_of(first) == "surge");
    // By its words, but not what is about something else.
    auto const by_words = desk.report("NO INTERNET at all", "en");
    CHECK(desk.load(by_words).incident == incident.id);
    CHECK(desk.rule_of(by_words) == "surge");
    CHECK_FALSE(desk.load(desk.report("退款")).incident);
    // Triage leaves the terms of the incident.
    auto here = desk.session(monday);
    desk::Triage triage{here};
    REQUIRE(triage(by_words));
    CHECK(desk.rule_of(by_words) == "surge");
    // Deadlines count from the original start, and come back.
    CHECK(desk.load(first).clocks.front().due_at == monday + std::chrono::hours{24});
    desk.after(monday + Seconds{60}, desk::unlink_incident, first, std::string{"wrong house"});
    CHECK(desk.rule_of(first) == "standard");
    CHECK(desk.load(first).clocks.front().due_at == monday + std::chrono::hours{5});
    CHECK(desk.load(first).clocks.front().original_due_at == monday + std::chrono::hours{5});
    CHECK(desk.whole());
}

TEST_CASE("The people of the playbook are told with the first case, once") {
    IncidentDesk desk;
    auto const first = desk.report("断网");
    auto const second = desk.report("断网");
    auto const receipt = desk.declare({first, second});
    CHECK(kinds_of(desk, first) ==
          "acknowledgement, incident_alert by hand, incident_alert by hand");
    CHECK(kinds_of(desk, second) == "acknowledgement");
    CHECK(receipt.notes.size() == 2);
}

TEST_CASE("An update reaches each customer in their language, and replaces what is not sent") {
    IncidentDesk desk;
    auto const one = desk.report("断网");
    auto const other = desk.report("no internet", "en");
    auto const id = desk.declare({one, other}).item.id;
    auto const update = [&](std::string const &body) {
        return desk.may([&](auto &here) { return desk::update_incident(here, id, body); });
    };
    CHECK(update("Fibre cut").cases == std::vector{one, other});
    CHECK(update("Repaired at 11").item.updates == 2);
    auto const messages = messages_of(desk, other);
    CHECK(messages.back().language == "en");
    CHECK(has(messages.back().body, "Repaired at 11"));
    CHECK(has(messages_of(desk, one).back().subject, "全城断网"));
    CHECK(desk.load(other).outgoing.back().state == MessageState::queued);
    CHECK(desk.load(other).outgoing[desk.load(other).outgoing.size() - 2].state ==
          MessageState::superseded);
    CHECK(desk.whole());
}

TEST_CASE("Customers are told in a translation into their language, and who is not is counted") {
    IncidentDesk desk;
    auto const one = desk.report("断网");
    auto const other = desk.report("no internet", "en");
    auto const id = desk.declare({one, other}).item.id;
    using Text = desk::IncidentText;
    auto const update = [&](Text const &text) {
        return desk.may([&](auto &here) { return desk::update_incident(here, id, text); });
    };
    auto receipt = update(Text{"The fibre is cut", {{"zh", "光缆断了"}}});
    CHECK(has(messages_of(desk, one).back().body, "光缆断了"));
    CHECK(has(messages_of(desk, other).back().body, "The fibre is cut"));
    CHECK_FALSE(has(messages_of(desk, other).back().body, "光缆断了"));
    for (auto const &note : receipt.notes) CHECK_FALSE(has(note.text, "language"));
    receipt = update("The fibre is cut");
    CHECK(receipt.notes.back().text == "1 customer of language \"zh\" gets a text in \"en\"");
    auto const code = [&](Text const &text) {
        return desk.code_of([&](auto &here) { return desk::resolve_incident(here, id, text); });
    };
    CHECK(code(Text{"Done", {{"fr", "Fini"}}}) == "unknown_language");
    CHECK(code(Text{"Done", {{"en", "Over"}}}) == "twice");
    CHECK(code(Text{"Done", {{"zh", "好了"}, {"zh", "完"}}}) == "twice");
    CHECK(code(Text{"Done", {{"zh", " "}}}) == "empty_text");
    CHECK(code(Text{"", {{"zh", "好了"}}}) == "empty_text");
    CHECK(code(Text{"Done", {{"zh", "好了"}}}) == "done");
    CHECK(has(messages_of(desk, other).at(messages_of(desk, other).size() - 2).body, "Done"));
    CHECK(desk.load(other).state == State::resolved);
    CHECK(desk.whole());
}

TEST_CASE("Without a case nobody is told by a message yet: notes name them") {
    IncidentDesk desk;
    auto const receipt = desk.declare();
    REQUIRE(receipt.notes.size() == 2);
    CHECK(receipt.notes[0].text ==
          "I1: tell Zhao yourself: a message goes out with the first case");
}

TEST_CASE("A case that is open again after its incident has its own terms at once") {
    for (auto const way : {0, 1, 2}) {
        CAPTURE(way);
        IncidentDesk desk;
        auto const one = desk.report("断网");
        auto const id = desk.declare({one}).item.id;
        if (way == 2) desk.after(monday, desk::cancel, one, std::string{"slip"}, std::nullopt);
        desk.may([&](auto &here) { return desk::resolve_incident(here, id, "Mended"); });
        CHECK(desk.load(one).incident == id);
        if (way == 0) desk.after(monday, desk::reopen, one, std::string{"again"});
        if (way == 1)
            desk.after(monday, desk::receive, one, std::string{"again"}, std::string{"email"},
                       desk::Aside::by_policy);
        if (way == 2) desk.after(monday, desk::undo_ending, one, std::string{"a slip"});
        CHECK_FALSE(desk.load(one).incident);
        CHECK(desk.rule_of(one) == "standard");
        std::string reason;
        for (auto const &event : desk.writer.events(one))
            if (auto const *left = std::get_if<event::IncidentUnlinked>(&event.payload))
                reason = left->reason;
        CHECK(reason == "I1 is resolved");
        CHECK(desk.whole());
    }
    // While the incident lasts, it belongs to it.
    IncidentDesk desk;
    auto const one = desk.report("断网");
    desk.declare({one});
    desk.after(monday, desk::resolve, one, "Mended");
    desk.after(monday, desk::reopen, one, std::string{"again"});
    CHECK(desk.rule_of(one) == "surge");
}

TEST_CASE("Resolving ends the cases that can be, frees the others and says which") {
    IncidentDesk desk;
    auto const one = desk.report("断网");
    auto const complaint = [&] {
        desk::OpenArgs args = by_mail();
        args.subject = "断网了";
        return desk.open(monday, args).id;
    }();
    auto const done = desk.report("断网");
    auto const id = desk.declare({one, complaint, done}).item.id;
    desk.after(monday, desk::cancel, done, std::string{"twice"}, std::optional<CaseId>{});
    // Under review, so that it cannot be resolved.
    desk.policy.review.roles = {"admin"};
    desk.policy.review.rules = {{"all", {}, std::nullopt, {}}};
    auto here = desk.session(monday);
    REQUIRE(desk::propose(here, complaint, {"Steps", "Effect", "Easy", std::nullopt, false}));
    auto const later = monday + std::chrono::hours{2};
    desk.policy.review.rules.clear();
    auto const receipt = desk.may(
        [&](auto &session) { return desk::resolve_incident(session, id, "Mended"); }, later);
    CHECK(receipt.cases == std::vector{one});
    REQUIRE(receipt.left.size() == 1);
    CHECK(receipt.left.front().id == complaint);
    CHECK(receipt.item.left == std::vector{complaint});
    CHECK(receipt.item.state == IncidentState::resolved);
    CHECK(desk.load(one).state == State::resolved);
    CHECK_FALSE(desk.load(complaint).incident);
    CHECK(desk.rule_of(complaint) == "standard");
    CHECK(desk.code_of([&](auto &session) { return desk::update_incident(session, id, "more"); }) ==
          "incident_over");
    // Nobody joins it any more.
    CHECK_FALSE(desk.load(desk.report("断网")).incident);
    CHECK(desk.whole());
}

TEST_CASE("A case that is open again after its incident can belong to another one") {
    IncidentDesk desk;
    auto const one = desk.report("断网");
    auto const left = desk.report("断网", "en");
    auto const first = desk.declare({one, left}).item.id;
    desk.after(monday, desk::assign, left, "zhao");
    desk.after(monday, desk::open_task, left, desk::TaskArgs{desk::Holder{"boss"}, "Look"});
    desk.may([&](auto &here) { return desk::resolve_incident(here, first, "Mended"); });
    // The summary counts what it left open too.
    auto const summary = report::show_incident(desk.writer, desk.policy, first, monday);
    REQUIRE(summary);
    auto const &head = summary->head;
    for (std::size_t i = 0; i < head.columns.size(); ++i)
        if (head.columns[i].name == "cases") CHECK(std::get<std::int64_t>(head.rows[0][i]) == 2);

    desk.after(monday, desk::reopen, one, std::string{"again"});
    auto session = desk.session(monday);
    REQUIRE(desk::Triage{session}(one));
    CHECK(desk.rule_of(one) == "standard");
    auto const second = desk.declare({one}).item.id;
    CHECK(desk.load(one).incident == second);
    CHECK(desk.rule_of(one) == "surge");
    CHECK(desk.whole());
}

TEST_CASE("What is refused") {
    IncidentDesk desk;
    auto const one = desk.report("断网");
    auto const id = desk.declare({one}).item.id;
    auto const code = [&](auto const &use, std::string actor = "boss") {
        return desk.code_of(use, std::move(actor));
    };
    using Args = desk::DeclareArgs;
    CHECK(code([](auto &s) {
              return desk::declare_incident(s, Args{"x", "grave", "", {}});
          }) == "unknown_severity");
    CHECK(code([](auto &s) {
              return desk::declare_incident(s, Args{"x", "", "fire", {}});
          }) == "unknown_playbook");
    CHECK(code([](auto &s) {
              return desk::declare_incident(s, Args{" ", "", "", {}});
          }) == "empty_text");
    CHECK(code(
              [](auto &s) {
                  return desk::declare_incident(s, Args{"x", "", "", {}});
              },
              "wang") == "not_permitted");
    CHECK(code([&](auto &s) { return desk::link_incident(s, id, one); }) == "linked");
    CHECK(code([&](auto &s) { return desk::link_incident(s, IncidentId{9}, one); }) ==
          "no_such_incident");
    CHECK(code([&](auto &s) { return desk::unlink_incident(s, desk.report("退款"), "x"); }) ==
          "not_linked");
    CHECK(code([&](auto &s) { return desk::unlink_incident(s, one, ""); }) == "no_reason");
    CHECK(code([&](auto &s) { return desk::tick_incident(s, id, {"dance"}); }) == "unknown_item");
    CHECK(code([&](auto &s) { return desk::tick_incident(s, id, {"fix"}); }) == "done");
    CHECK(code([&](auto &s) { return desk::tick_incident(s, id, {"fix"}); }) == "unchanged");
    CHECK(code([&](auto &s) { return desk::update_incident(s, id, ""); }) == "empty_text");
    auto const head = desk.writer.head().seq;
    // All or nothing: an unknown case declares no incident.
    CHECK(code([](auto &s) {
              return desk::declare_incident(s, Args{"x", "", "", {CaseId{99}}});
          }) == "no_such_case");
    CHECK(desk.writer.head().seq == head);
    CHECK(desk.writer.incidents(false).size() == 1);
}
