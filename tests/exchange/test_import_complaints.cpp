#include "../desk/complaint_support.hpp"
#include "import_support.hpp"
#include <dcc/desk/action.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const all_columns =
    "external_id,subject,channel,received_at,kind,complaint_type,severity,acknowledged_at,"
    "replied_at,decision,reply,outcome,closed_at,cause,status\n";

// Every column is the field of its name.
std::string mapping() {
    std::string text = "[fields]\n";
    for (std::size_t from = 0; from + 1 < all_columns.size();) {
        auto const end = all_columns.find_first_of(",\n", from);
        auto const name = all_columns.substr(from, end - from);
        text += name + " = \"" + name + "\"\n";
        from = end + 1;
    }
    return text;
}

}  // namespace

TEST_CASE("complaints and their past are imported from a table") {
    ComplaintDesk desk;
    auto const imported = import_csv(
        desk,
        all_columns +
            "X1,Late,phone,2026-06-01T01:00:00Z,complaint,billing,grave,2026-06-01T01:30:00Z,"
            "2026-06-02T01:00:00Z,partly,Sorry,accepted,2026-06-03T01:00:00Z,process.delay,\n"
            "X2,Late,phone,2026-06-01T01:00:00Z,complaint,,,,,,,,,,closed\n"
            "X3,Late,phone,2026-06-01T01:00:00Z,complaint,,,,,,,,,,open\n"
            "X4,Late,phone,2026-06-01T01:00:00Z,complaint,,,,2026-06-02T01:00:00Z,,,,,,\n"
            "X5,Late,phone,2026-06-01T01:00:00Z,complaint,nonsense,,,,,,,,,\n"
            "X6,Late,phone,2026-06-01T01:00:00Z,complaint,,,,,,,accepted,,,\n"
            "X7,A request,phone,2026-06-01T01:00:00Z,service,,,,,,,,,,\n",
        mapping());
    CHECK(imported.error == "");
    CHECK(imported.counts() == "4 imported, 0 present, 3 rejected");
    auto const &rejects = imported.rejected;
    CHECK(rejects.find("the row has no decision") != std::string::npos);
    CHECK(rejects.find("there is no type") != std::string::npos);
    CHECK(rejects.find("the row has no replied_at") != std::string::npos);
    auto const whole = desk.load(*desk.writer.find_external_case("X1"));
    CHECK(whole.state == State::closed);
    CHECK(whole.complaint->type == "billing");
    CHECK(whole.complaint->assessment->severity == "grave");
    CHECK(whole.complaint->round().proposal->decision == Decision::partly);
    CHECK(whole.complaint->round().outcome == ComplaintOutcome::accepted);
    CHECK(whole.complaint->cause == "process.delay");
    CHECK(desk.clock(whole.id, ClockKind::acknowledge).stopped_at == at("2026-06-01T01:30:00Z"));
    CHECK(desk.clock(whole.id, ClockKind::reply).stopped_at == at("2026-06-02T01:00:00Z"));
    // Of one that is only known to be closed nothing is measured.
    auto const closed = desk.load(*desk.writer.find_external_case("X2"));
    CHECK(closed.state == State::closed);
    CHECK_FALSE(closed.complaint->round().outcome);
    CHECK(desk.clock(closed.id, ClockKind::reply).stage == Stage::cancelled);
    CHECK(desk.load(*desk.writer.find_external_case("X3")).state == State::received);
    CHECK(desk.load(*desk.writer.find_external_case("X7")).kind == CaseKind::service);
    CHECK(desk.whole());
}

TEST_CASE("a complaint, its action and a call come through export and import as they were") {
    ComplaintDesk from;
    auto const id = from.complain();
    from.answer(id, "nina", "lead");
    REQUIRE(from.contest(id) == "contested");
    from.answer(id, "omar", "head");
    REQUIRE(from.act("nina", desk::find_cause, id, desk::CauseArgs{"process", {"people"}, "why"}));
    desk::PlanArgs plan;
    plan.title = "A second shift";
    plan.measure = "fewer";
    plan.causes = {"process"};
    plan.complaints = {id};
    plan.owner = "omar";
    plan.due = from.now + std::chrono::days{30};
    auto const action = from.act("lead", desk::plan_action, plan)->item.id;
    REQUIRE(from.told("omar", desk::finish_action, action, "done") == "done");

    ComplaintDesk to;
    to.complain("another, so that the numbers differ");
    CHECK(import_jsonl(to, from.exported()).counts() == "2 imported, 0 present, 0 rejected");
    auto const there = [&](CaseId theirs) {
        return *to.writer.find_external_case(from.writer.desk_id() + ":" + theirs.text());
    };
    auto const complaint = to.load(there(id));
    auto const original = from.load(id);
    CHECK(complaint.state == original.state);
    CHECK(complaint.complaint->rounds == original.complaint->rounds);
    CHECK(complaint.complaint->cause == "process");
    CHECK(to.clock(complaint.id, ClockKind::reply, 2).due_at ==
          from.clock(id, ClockKind::reply, 2).due_at);
    auto const planned = to.load(there(action));
    CHECK(planned.state == State::done);
    CHECK(planned.action->complaints == std::vector<CaseId>{complaint.id});
    CHECK(planned.person == "omar");
    CHECK(to.whole());
}

TEST_CASE("what no person could have recorded of a complaint is rejected") {
    ComplaintDesk from;
    auto const id = from.complain();
    from.answer(id, "nina", "lead");
    auto const exported = from.exported();
    auto const changed = [&](std::string const &kind, std::string_view old,
                             std::string_view fresh) {
        std::istringstream lines{exported};
        std::string text;
        for (std::string line; std::getline(lines, line);) {
            if (line.find("\"" + kind + "\"") != std::string::npos) {
                if (old.empty()) continue;
                line = with(line, old, fresh);
            }
            text += line + '\n';
        }
        return text;
    };
    REQUIRE(import_jsonl(*std::make_unique<ComplaintDesk>(), exported).result.imported == 1);
    for (auto const &text : {
             changed("remedy_approved", "", ""),  // left out
             changed("assessed", "", ""),
             changed("remedy_proposed", "upheld", "rejected"),
             changed("remedy_proposed", "\"version\":1", "\"version\":2"),
             changed("decided", "\"round\":1", "\"round\":2"),
             changed("assessed", "\"light\"", "\"featherweight\""),
             changed("opened", "\"complainants\":1", "\"complainants\":-3"),
         }) {
        ComplaintDesk to;
        auto const imported = import_jsonl(to, text);
        CHECK_MESSAGE(imported.result.imported == 0, imported.counts());
        CHECK(imported.result.rejected > 0);
        CHECK(to.whole());
    }
}
