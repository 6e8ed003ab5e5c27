#include "../desk/outbox_support.hpp"
#include "../support/lines.hpp"
#include "../support/raw.hpp"
#include "import_support.hpp"
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/desk/visit.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const full_policy =
    mail_policy + "[review]\nroles = [\"admin\"]\n[[review.required]]\nname = \"all\"\n";

std::string joined(std::vector<std::string> const &lines) {
    std::string text;
    for (auto const &line : lines) text += line + '\n';
    return text;
}

// A desk with two cases that have every part, a duplicate of the first, and a plain case.
struct FullDesk : FileDesk {
    FullDesk() : FileDesk{full_policy} {
        for (int i = 0; i < 2; ++i) live(open(monday, by_mail()).id);
        auto const duplicate = open(monday + Seconds{60}, by_mail()).id;
        after(monday + Seconds{120}, desk::cancel, duplicate, "the same", std::optional{CaseId{1}});
        open(monday + Seconds{180}, by_phone());
    }

    void live(CaseId id) {
        desk::BookArgs visit;
        visit.technician = "zhao";
        visit.from = monday + Seconds{3600 * id.number};
        visit.to = visit.from + Seconds{1800};
        after(monday + Seconds{10}, desk::book_visit, id, visit);
        desk::ProposeArgs solution;
        solution.steps = solution.effect = solution.feasibility = "text";
        auto proposing = session(monday + Seconds{20}, "wang");
        REQUIRE(desk::propose(proposing, id, solution));
        after(monday + Seconds{30}, desk::review, id, desk::ReviewArgs{true, {}, {}, {}});
        after(monday + Seconds{40}, desk::confirm, id);
        after(monday + Seconds{50}, desk::resolve, id, "Done");
        auto here = session(monday + Seconds{55});
        REQUIRE(desk::finish_message(here, {id, 3}));
        desk::FeedbackArgs answer;
        answer.csat = 4;
        answer.nps = 9;
        answer.ces = 6;
        auto asking = session(monday + Seconds{60}, "li");  // boss solved it
        REQUIRE(desk::give_feedback(asking, id, answer));
        desk::VisitRecord record;
        record.found = record.done = record.result = "text";
        auto there = session(visit.from);
        REQUIRE(desk::record_visit(there, {id, 1}, record));
    }
};

// The place of the first line of that kind in the case.
std::size_t place_of(std::vector<std::string> const &lines, char const *id, std::string kind) {
    kind = "\"kind\":\"" + kind + "\"";
    auto const of = std::string{"\"case\":\""} + id + "\"";
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (has(lines[i], of) && has(lines[i], kind)) return i;
    FAIL("no such line: " << kind);
    return 0;
}

std::string value_of(std::string const &line, std::string const &name) {
    auto const begin = line.find("\"" + name + "\":\"") + name.size() + 4;
    return line.substr(begin, line.find('"', begin) - begin);
}

}  // namespace

TEST_CASE("What a file claims of a case is checked as if a person had done it") {
    FullDesk from;
    auto const good = lines_of(from.exported());
    struct Row {
        char const *kind;
        std::string old;
        std::string fresh;  // "twice": the line is doubled instead
        char const *reason;
    };
    auto const digest = std::string(64, '7');
    auto const other = value_of(good[place_of(good, "C1", "proposed")], "text");
    for (auto const &row : std::vector<Row>{
             {"messaged", "", "twice", "message 1 after 1 of them"},
             {"messaged", "\"number\":1", "\"number\":2", "message 2 after 0 of them"},
             {"messaged", "\"number\":1", "\"number\":-1", "message -1 after 0 of them"},
             {"messaged", "\"kind\":\"acknowledgement\"",
              "\"kind\":\"survey\",\"token\":\"" + digest + "\"", "asks for no feedback"},
             {"delivered", "\"message\":3", "\"message\":9", "there is no message 9"},
             {"delivered", "", "twice", "message 3 is sent"},
             {"delivered", "\"delivered\"", "\"delivery_retried\"", "message 3 is queued"},
             {"message_superseded", "", "twice", "message 1 is superseded"},
             {"message_superseded", "\"message\":1", "\"message\":9", "there is no message 9"},
             {"visit_booked", "", "twice", "visit 1 after 1 of them"},
             {"visit_booked", "\"visit\":1", "\"visit\":2147483647", "after 0 of them"},
             {"visit_booked", "\"technician\":\"zhao\"", "\"technician\":\"\"",
              "visit 1 has no technician"},
             {"visit_booked", "\"technician\":\"zhao\"", "\"technician\":\"nobody\"", "nobody"},
             {"visit_booked", "\"to\":\"2026", "\"to\":\"2025", "does not end after its start"},
             {"visit_booked", "\"to\":\"2026", "\"to\":\"2027", "takes more than 24 hours"},
             {"visit_done", "\"visit\":1", "\"visit\":2", "there is no visit 2"},
             {"visit_done", "", "twice", "visit 1 is done"},
             {"proposed", "\"version\":1", "\"version\":2", "solution version 2 after version 0"},
             {"proposed", other, digest, "is not that of its text"},
             {"proposed", "", "twice", "solution version 1 after version 1"},
             {"reviewed", "\"version\":1", "\"version\":2", "there is no solution version 2"},
             {"reviewed", other, digest, "the digest is not that of solution version 1"},
             {"confirmed", other, digest, "the digest is not that of solution version 1"},
             {"confirmed", "\"confirmed\"", "\"submitted\"", "solution version 1 is approved"},
             {"feedback_given", "\"invitation\":1", "\"invitation\":2", "resolution 2, of 1"},
             {"feedback_given", "\"invitation\":1", "\"invitation\":0", "resolution 0, of 1"},
             {"feedback_given", "", "twice", "a second feedback"},
             {"feedback_given", "\"csat\":4", "\"csat\":6", "csat is 6"},
             {"feedback_given", "\"nps\":9", "\"nps\":-1", "nps is -1"},
             {"feedback_given", "\"ces\":6", "\"ces\":8", "ces is 8"},
             {"feedback_given", "\"ces_high\":\"", "\"ces_high\":\"very ", "not \\\"easy\\\""},
             {"visit_booked", "\"visit_booked\"",
              "\"waited\",\"data\":{\"on\":\"closed\"},\"x\":\"", "no case waits in state closed"},
         }) {
        CAPTURE(row.kind);
        CAPTURE(row.fresh);
        auto lines = good;
        auto const place = place_of(lines, "C2", row.kind);
        if (row.fresh == "twice")
            lines.insert(lines.begin() + std::ptrdiff_t(place), lines[place]);
        else if (has(row.fresh, "\"data\""))
            lines[place] = lines[place].substr(0, lines[place].find("\"kind\"")) +
                           "\"kind\":\"waited\",\"at\":\"" + value_of(lines[place], "at") +
                           "\",\"data\":{\"on\":\"closed\"}}";
        else
            lines[place] = with(lines[place], row.old, row.fresh);
        TestDesk to{full_policy};
        auto const result = import_jsonl(to, joined(lines));
        CHECK(result.error == "");
        CHECK(result.result.imported == 3);
        CHECK(has(result.rejected, row.reason));
        CHECK_FALSE(to.writer.find_external_case(from.writer.desk_id() + ":C2"));
        CHECK(to.whole());
    }
}

TEST_CASE("A survey token of another case, in the file or in the desk, leads no answer astray") {
    FullDesk from;
    auto lines = lines_of(from.exported());
    auto const survey = [&](char const *id) -> std::string & {
        auto const of = std::string{"\"case\":\""} + id + "\"";
        return *std::ranges::find_if(
            lines, [&](auto const &line) { return has(line, of) && has(line, "\"token\":"); });
    };
    auto const token = value_of(survey("C1"), "token");
    survey("C2") = with(survey("C2"), value_of(survey("C2"), "token"), token);
    TestDesk to{full_policy};
    auto const result = import_jsonl(to, joined(lines));
    CHECK(result.result.imported == 3);
    CHECK(has(result.rejected, "its survey token belongs to C1"));
    auto const row = to.writer.invitation(parse_digest(token).value());
    REQUIRE(row);
    CHECK(row->case_id == CaseId{1});

    // Another file, which claims the token of a case that is here already.
    auto const desk = "\"desk\":\"" + from.writer.desk_id() + "\"";
    lines.front() = with(lines.front(), desk, "\"desk\":\"another\"");
    auto const again = import_jsonl(to, joined(lines));
    CHECK(again.result.imported == 1);  // the duplicate of the first has nothing to refer to
    CHECK(to.writer.invitation(parse_digest(token).value())->case_id == CaseId{1});
    CHECK(to.whole());
}

TEST_CASE(
    "A case that refers to one that is not there is rejected, and a repeat only loses its "
    "link") {
    FullDesk from;
    auto lines = lines_of(from.exported());
    auto const rejected_with = [](std::string const &text) {
        TestDesk to{full_policy};
        auto const result = import_jsonl(to, text);
        CHECK(to.whole());
        return std::to_string(result.result.imported) + ": " + result.rejected;
    };
    SUBCASE("a duplicate") {
        auto &line = lines[place_of(lines, "C3", "cancelled")];
        line = with(line, "\"duplicate_of\":\"C1\"", "\"duplicate_of\":\"C99\"");
        auto const told = rejected_with(joined(lines));
        CHECK(told.starts_with("3: "));
        CHECK(has(told, "it refers to case C99, which is not imported"));
    }
    SUBCASE("a duplicate of itself") {
        auto &line = lines[place_of(lines, "C3", "cancelled")];
        line = with(line, "\"duplicate_of\":\"C1\"", "\"duplicate_of\":\"C3\"");
        CHECK(has(rejected_with(joined(lines)), "it refers to case C3"));
    }
    SUBCASE("a complaint") {
        auto &line = lines[place_of(lines, "C4", "opened")];
        line = with(line, "\"kind\":\"service\"", "\"kind\":\"complaint\",\"about\":\"C99\"");
        CHECK(has(rejected_with(joined(lines)), "it refers to case C99"));
    }
    SUBCASE("a complaint about a later duplicate waits for it") {
        auto &line = lines[place_of(lines, "C2", "opened")];
        line = with(line, "\"kind\":\"service\"", "\"kind\":\"complaint\",\"about\":\"C3\"");
        CHECK(rejected_with(joined(lines)) == "4: ");
    }
    SUBCASE("a repeat") {
        auto &line = lines[place_of(lines, "C4", "opened")];
        line = with(line, "\"kind\":\"service\"", "\"kind\":\"service\",\"repeat_of\":\"C99\"");
        CHECK(rejected_with(joined(lines)) == "4: ");
    }
}

TEST_CASE("A policy that a file claims to have been adopted cannot change the terms of another") {
    FullDesk from;
    auto const good = lines_of(from.exported());
    auto const place = std::size_t(
        std::ranges::find_if(
            good, [](auto const &line) { return has(line, "\"kind\":\"policy_adopted\""); }) -
        good.begin());
    auto const policy = value_of(good[place], "policy");
    for (auto const &[old, fresh, reason] : std::vector<std::array<std::string, 3>>{
             {"\"policy\":\"" + policy, "\"policy\":\"" + std::string(64, '7'), "fingerprint"},
             {"first_response = ", "first_response  = ", "fingerprint"},
             {"{\"name\":\"policy.toml\"",
              "{\"name\":\"x\",\"text\":\"\"},{\"name\":\"policy.toml\"", "fingerprint"},
             {"\"sources\":[", "\"sources\":[],\"x\":[", "fingerprint"},
             {"\"target\":\"4h\"", "\"target\":\"400h\"", "other service terms"},
             {"\"rule\":\"standard\"", "\"rule\":\"urgent\"", "other service terms"},
             {"\"rule\":\"standard\"", "\"rule\":\"\"", "other service terms"},
             {",\"pauses\":[\"waiting_customer\"]", "", "other service terms"},
             {"\"promises\":[", "\"promises\":[],\"x\":[", "other service terms"},
             {"\"name\":\"office\"", "\"name\":\"\"", "other calendars"},
             {"mon 09:00-12:00", "mon 09:00-11:00", "other calendars"},
             {"\"print\":\"", "\"print\":\"" + std::string(64, '7') + "\",\"x\":\"",
              "other calendars"},
         }) {
        auto lines = good;
        lines[place] = with(lines[place], old, fresh);
        CAPTURE(lines[place]);
        TestDesk to{full_policy};
        auto const result = import_jsonl(to, joined(lines));
        CHECK(result.error == "");
        CHECK(has(result.rejected, reason));
        CHECK(to.whole());
    }
}

TEST_CASE("A policy that came with an import grants what it says when the desk adopts it itself") {
    auto const next = with(full_policy, "first_response = \"4h\"", "first_response = \"2h\"");
    TestDesk from{next};
    from.open(monday);
    auto lines = lines_of(from.exported());
    SUBCASE("unchanged") {}
    SUBCASE("with other terms") {
        for (auto &line : lines)
            if (has(line, "\"kind\":\"policy_adopted\""))
                line = with(line, "\"target\":\"2h\"", "\"target\":\"400h\"");
    }
    SUBCASE("without the calendars that it uses") {
        for (auto &line : lines)
            if (has(line, "\"kind\":\"policy_adopted\""))
                line = with(line, "\"calendars\":[", "\"calendars\":[],\"x\":[");
    }
    TestDesk to{full_policy};
    import_jsonl(to, joined(lines));
    to.policy = policy_of(next);
    auto const item = to.open(import_time);
    auto const &clocks = to.load(item.id).clocks;
    auto const first = std::ranges::find(clocks, ClockKind::first_response, &Clock::kind);
    REQUIRE(first != clocks.end());
    CHECK(format_duration(first->target.value()) == "2h");
    CHECK(to.whole());
}

TEST_CASE("A case that the desk cannot store costs no other case") {
    FullDesk from;
    FileDesk to{full_policy};
    Raw{to.file}.exec(
        "CREATE TRIGGER odd BEFORE INSERT ON visit WHEN NEW.case_id = 2"
        " BEGIN SELECT RAISE(ABORT, 'odd'); END");
    auto const head = to.writer.head();
    auto result = import_jsonl(to, from.exported(), true);
    CHECK(result.counts().starts_with("3 imported, 0 present, "));
    CHECK(to.writer.head() == head);
    result = import_jsonl(to, from.exported());
    CHECK(result.error == "");
    CHECK(result.counts().starts_with("3 imported, 0 present, "));
    CHECK(has(result.rejected, "odd"));
    CHECK_FALSE(to.writer.find_external_case(from.writer.desk_id() + ":C2"));
    Raw{to.file}.exec("DROP TRIGGER odd");
    CHECK(to.whole());
}

TEST_CASE("No message comes of an imported table with statuses") {
    FileDesk desk{full_policy};
    auto const result =
        import_csv(desk,
                   "id,subject,received,channel,status,mail\n"
                   "A,One,2026-06-01 09:00,email,resolved,a@example.com\n"
                   "B,Two,2026-06-01 09:00,email,waiting_customer,b@example.com\n"
                   "C,Three,2026-06-01 09:00,email,closed,c@example.com\n"
                   "D,Four,2026-06-01 09:00,email,open,d@example.com\n",
                   plain_fields + "status = \"status\"\ncustomer_email = \"mail\"\n");
    CHECK(result.rejected == "");
    CHECK(result.counts() == "4 imported, 0 present, 0 rejected");
    CHECK(desk.writer.count<store::MessageRow>() == 0);
    CHECK(desk.whole());
}
