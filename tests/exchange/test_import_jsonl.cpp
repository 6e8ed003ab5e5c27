#include "../support/lines.hpp"
#include "../support/raw.hpp"
#include "import_support.hpp"
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/hold.hpp>
#include <dcc/desk/link.hpp>
#include <dcc/desk/merge.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/desk/visit.hpp>

#include <algorithm>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;

namespace {

// A desk with customers, lives of all kinds, two policies and an external id.
struct Lived : FileDesk {
    Lived() {
        for (int i = 1; i <= 8; ++i) {
            desk::OpenArgs args;
            args.body = "正文 " + std::to_string(i);
            args.order_no = "O-" + std::to_string(i);
            args.customer.name = "王" + std::to_string(i % 3);
            if (i % 2) args.customer.phone = "1380000" + std::to_string(1000 + i % 3);
            if (i == 4) args.external_id = "X-4";
            if (i % 4 == 0) args.rating.priority = "urgent";
            auto const id = open(monday + Seconds{i}, args).id;
            if (i % 2) after(monday + Seconds{600}, desk::assign, id, "wang");
            if (i % 3) after(monday + Seconds{700}, desk::reply, id, "We look into it");
            if (i % 3 == 1) after(monday + Seconds{800}, desk::wait, id, State::waiting_customer);
            if (i % 4 == 1) after(monday + Seconds{900}, desk::resolve, id, "Done");
            if (i == 5) after(monday + Seconds{950}, desk::reopen, id, "Not done");
            if (i == 6) {
                auto here = session(monday + Seconds{1000});
                desk::Triage triage{here};
                if (!triage(id, {{"outage", {}, {}, "urgent"}, {}, true})) throw "refused";
                policy = policy_of(with(small_policy, "\"16h\"", "\"12h\""));
            }
        }
        after(monday + Seconds{2000}, desk::cancel, CaseId{8}, "the same",
              std::optional{CaseId{4}});
    }
};

// What a case is, apart from its numbers here.
Case comparable(Case item) {
    item.id = {};
    item.last_event = 0;
    item.external_id.clear();
    item.duplicate_of.reset();
    if (item.customer) item.customer = CustomerId{1};
    for (auto &clock : item.clocks) clock.place.clear();
    item.terms.place.clear();

    return item;
}

std::string external(TestDesk &from, int number) {
    return number == 4 ? "X-4" : from.writer.desk_id() + ":C" + std::to_string(number);
}

}  // namespace

TEST_CASE("What one desk exports, another takes over: cases, clocks, customers and texts") {
    Lived from;
    TestDesk to;
    auto const lines = from.exported();
    auto const result = import_jsonl(to, lines);
    CHECK(result.error == "");
    CHECK(result.rejected == "");
    REQUIRE(result.counts() == "8 imported, 0 present, 0 rejected");
    for (int i = 1; i <= 8; ++i) {
        auto const theirs = from.load(CaseId{i});
        auto const id = to.writer.find_external_case(external(from, i));
        REQUIRE(id);
        auto const ours = to.load(*id);
        CAPTURE(i);
        CHECK(comparable(ours) == comparable(theirs));
        REQUIRE(ours.customer);
        CHECK(to.writer.find(*ours.customer)->name == from.writer.find(*theirs.customer)->name);
        auto const told = from.writer.events(CaseId{i});
        auto const kept = to.writer.events(*id);
        REQUIRE(kept.size() == told.size());
        for (std::size_t e = 1; e < told.size(); ++e) {
            CHECK(kept[e].at == told[e].at);
            CHECK(kept[e].actor == told[e].actor);
            if (!std::holds_alternative<event::Cancelled>(told[e].payload))
                CHECK(kept[e].payload == told[e].payload);
        }
    }
    CHECK(to.load(*to.writer.find_external_case(external(from, 8))).duplicate_of ==
          to.writer.find_external_case("X-4"));
    CHECK(to.writer.count<store::CustomerRow>() == from.writer.count<store::CustomerRow>());
    CHECK(to.whole());

    auto const head = to.writer.head();
    auto const customers = to.writer.count<store::CustomerRow>();
    CHECK(import_jsonl(to, lines).counts() == "0 imported, 8 present, 0 rejected");
    CHECK(to.writer.head() == head);
    CHECK(to.writer.count<store::CustomerRow>() == customers);
}

TEST_CASE("Facts, repeats, visits and messages come along") {
    auto const text = with(small_policy, "[calendars.office]",
                           "[messages]\nfrom = \"Desk <desk@example.com>\"\n[repeat]\ndays = 14\n"
                           "[calendars.office]");
    TestDesk from{text};
    TestDesk to{text};
    desk::OpenArgs args;
    args.rating.category = "billing";
    args.customer.email = "wei@example.com";
    from.open(monday, args);
    auto const id = from.open(monday, args).id;
    CaseFacts facts;
    facts.product = "R200";
    from.after(monday, desk::facts, id, facts);
    desk::BookArgs visit;
    visit.technician = "zhao";
    visit.from = monday + Seconds{3600};
    visit.to = monday + Seconds{7200};
    from.after(monday, desk::book_visit, id, visit);
    auto const result = import_jsonl(to, from.exported());
    CHECK(result.rejected == "");
    REQUIRE(result.counts() == "2 imported, 0 present, 0 rejected");
    auto const taken = to.load(CaseId{2});
    CHECK(taken.product == "R200");
    CHECK(taken.repeat_of == CaseId{1});
    CHECK(to.writer.booked("zhao", visit.from, visit.to).size() == 1);
    CHECK(to.writer.count<store::MessageRow>() == from.writer.count<store::MessageRow>());
    CHECK(to.writer.count<store::MessageRow>() > 0);
    // The desk they come from may send them yet.
    CHECK(to.writer.count_messages(MessageState::queued) == 0);
    CHECK(to.writer.count_messages(MessageState::undeliverable) ==
          from.writer.count<store::MessageRow>());
    CHECK(to.whole());
}

TEST_CASE("Reviews, promises, feedback and complaints come along; so do cases closed unanswered") {
    auto const text = with(small_policy, "[calendars.office]",
                           "[survey]\ncomplaint_at = 2\n"
                           "[review]\nroles = [\"admin\"]\n[[review.required]]\nname = \"all\"\n"
                           "[waiting.customer]\nclose_after = \"2bd\"\ncalendar = \"office\"\n"
                           "[calendars.office]");
    TestDesk from{text};
    TestDesk to{text};
    auto const id = from.open(monday).id;
    desk::ProposeArgs solution;
    solution.steps = solution.effect = solution.feasibility = "text";
    auto writer = from.session(monday, "wang");
    REQUIRE(desk::propose(writer, id, solution));
    from.after(monday, desk::review, id, desk::ReviewArgs{true, {}, {}, {}});
    from.after(monday, desk::confirm, id);
    from.after(monday, desk::promise, id, monday + Seconds{3600}, std::string{});
    from.after(monday + Seconds{60}, desk::resolve, id, "Done");
    desk::FeedbackArgs answer;
    answer.csat = 1;
    auto asking = from.session(monday + Seconds{120}, "li");  // boss solved it
    REQUIRE(desk::give_feedback(asking, id, answer));
    auto const silent = from.open(monday + Seconds{180}).id;
    from.after(monday + Seconds{240}, desk::wait, silent, State::waiting_customer);
    auto cron = from.session(monday + Seconds{7 * 86400});
    REQUIRE(desk::escalate(cron));
    REQUIRE(from.load(silent).state == State::closed);
    auto here = to.session(monday + Seconds{8 * 86400});
    std::istringstream lines{from.exported()};
    auto const result =
        exchange::import_jsonl(here, lines, {"desk.jsonl", {}, [](std::int64_t) {}});
    CHECK(result.imported == 3);
    CHECK(result.rejected == 0);
    CHECK(to.load(CaseId{1}).solution->stage == SolutionStage::confirmed);
    CHECK(to.load(CaseId{1}).invitations.back().feedback->csat == 1);
    CHECK(to.writer.about(CaseId{1}).size() == 1);
    CHECK(to.load(CaseId{3}).state == State::closed);
    CHECK(to.whole());
}

TEST_CASE("A dry run of an import tells the same and writes nothing") {
    Lived from;
    TestDesk to;
    auto const head = to.writer.head();
    auto const result = import_jsonl(to, from.exported(), true);
    CHECK(result.rejected == "");
    CHECK(result.counts() == "8 imported, 0 present, 0 rejected");
    CHECK(to.writer.head() == head);
    CHECK(to.writer.count<store::CaseRow>() == 0);
    CHECK(to.writer.count<store::CustomerRow>() == 0);
}

TEST_CASE("A desk does not take itself over") {
    Lived desk;
    auto const head = desk.writer.head();
    auto const result = import_jsonl(desk, desk.exported());
    CHECK(result.error == "usage: these lines were exported from this same desk");
    CHECK(desk.writer.head() == head);
    CHECK(desk.writer.count<store::CaseRow>() == 8);
}

TEST_CASE("One bad line spoils its own case only") {
    Lived from;
    auto lines = lines_of(from.exported());
    // The lines of case 2, and what is done to its second one.
    std::vector<std::size_t> of_two;
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].find("\"case\":\"C2\"") != std::string::npos) of_two.push_back(i);
    REQUIRE(of_two.size() == 2);
    auto &line = lines[of_two[1]];
    std::string reason;
    SUBCASE("an unknown kind") {
        line = with(line, "\"kind\":\"replied\"", "\"kind\":\"shouted\"");
        reason = "unknown kind of event";
    }
    SUBCASE("no time") {
        line = with(line, "\"at\":\"2026", "\"at\":\"then\",\"was\":\"2026");
        reason = "\\\"at\\\"";
    }
    SUBCASE("a time before it was opened") {
        line = with(line, "\"at\":\"2026", "\"at\":\"2025");
        reason = "is before the last event";
    }
    SUBCASE("a time that no calendar has") {
        auto &opened = lines[of_two[0]];
        opened = with(opened, "\"at\":\"2026", "\"at\":\"0206");
        reason = "lies outside the years 1900 to 2200";
    }
    SUBCASE("a promise nobody knows") {
        auto &opened = lines[of_two[0]];
        opened = with(opened, "\"rule\":\"standard\"", "\"rule\":\"odd\"");
        reason = "is not known here";
    }
    std::string text;
    for (auto const &one : lines) text += one + '\n';
    TestDesk to;
    auto const result = import_jsonl(to, text);
    CHECK(result.counts() == "7 imported, 0 present, 2 rejected");
    CHECK_FALSE(to.writer.find_external_case(external(from, 2)));
    auto rejected = lines_of(result.rejected);
    std::erase_if(rejected, [](auto const &one) { return one.find("dcc_line") == one.npos; });
    REQUIRE(rejected.size() == 2);
    CAPTURE(rejected[0]);
    CHECK(rejected[0].find("\"dcc_line\":" + std::to_string(of_two[0] + 1) + ",") !=
          std::string::npos);
    CHECK(rejected[1].find("\"dcc_line\":" + std::to_string(of_two[1] + 1) + ",") !=
          std::string::npos);
    CHECK(rejected[0].find(reason) != std::string::npos);
    CHECK(to.whole());
}

TEST_CASE("A reject file of lines is imported again after it was mended") {
    struct Example {
        int number;  // of the case
        char const *kind;
        char const *good;
        char const *bad;
        char const *wrong;  // in the reject file
        char const *right;
        std::int64_t rejected;
    };
    constexpr auto const *shouted = "\"kind\":\"shouted\"";
    for (auto const &[number, kind, good, bad, wrong, right, rejected] :
         std::initializer_list<Example>{
             {2, "replied", "\"kind\":\"replied\"", shouted, shouted, "\"kind\":\"replied\"", 2},
             {2, "replied", "{\"type\"", "{type", "{type", "{\\\"type\\\"", 2},  // no JSON
             {1, "opened", "\"phone\"", "\"drum\"", "\"drum\"", "\"phone\"", 5},
             {4, "opened", "\"phone\"", "\"drum\"", "\"drum\"", "\"phone\"", 6},  // and C8
             {8, "cancelled", "\"cancelled\"", "\"shouted\"", "\"shouted\"", "\"cancelled\"", 3}}) {
        auto const id = number;
        std::string const given = bad;
        CAPTURE(id);
        CAPTURE(given);
        Lived from;
        std::string text;
        for (auto line : lines_of(from.exported())) {
            bool const is_it =
                line.find(fmt::format("\"case\":\"C{}\"", number)) != std::string::npos &&
                line.find(fmt::format("\"kind\":\"{}\"", kind)) != std::string::npos;
            text += (is_it ? with(line, good, bad) : line) + '\n';
        }
        TestDesk to;
        auto const first = import_jsonl(to, text);
        CHECK(first.result.rejected == rejected);
        auto const again = import_jsonl(to, first.rejected);
        CHECK(again.result.imported == 0);
        CHECK(again.result.rejected == rejected);
        auto const mended = import_jsonl(to, with(again.rejected, wrong, right));
        CAPTURE(again.rejected);
        CHECK(mended.rejected == "");
        CHECK(to.writer.count<store::CaseRow>() == 8);
        for (int i = 1; i <= 8; ++i) {
            auto const ours = to.load(to.writer.find_external_case(external(from, i)).value());
            CHECK(ours.id == CaseId{i});
            CHECK(comparable(ours) == comparable(from.load(CaseId{i})));
        }
        TestDesk other;
        auto const elsewhere = import_jsonl(other, first.rejected);
        CHECK(elsewhere.result.imported == 0);
        CHECK(to.whole());
    }
}

TEST_CASE("A case keeps its number where it is free, and else it is told what became of it") {
    struct Example {
        int there;     // cases that the desk has already
        int imported;  // of the eight, with their numbers
        std::string renumbered;
    };
    for (auto const &[there, kept, renumbered] : std::initializer_list<Example>{
             {0, 8, ""},
             {2, 0, "C1 → C3, C2 → C4, C3 → C5, C4 → C6, C5 → C7, C6 → C8, C7 → C9, C8 → C10"},
             {8, 0,
              "C1 → C9, C2 → C10, C3 → C11, C4 → C12, C5 → C13, C6 → C14, C7 → C15, C8 → C16"},
         }) {
        Lived from;
        TestDesk to;
        for (int i = 0; i < there; ++i) to.open(monday);
        auto const lines = from.exported();
        auto const tried = import_jsonl(to, lines, true);
        auto const result = import_jsonl(to, lines);
        CHECK(result.counts() == "8 imported, 0 present, 0 rejected");
        for (auto const &run : {tried, result}) {
            std::string told;
            for (auto const &one : run.result.renumbered)
                told += fmt::format("{}{} → {}", told.empty() ? "" : ", ", one.there.text(),
                                    one.here.text());
            CHECK(told == renumbered);
        }
        int same = 0;
        for (int i = 1; i <= 8; ++i)
            same += to.writer.find_external_case(external(from, i)) == CaseId{i} ? 1 : 0;
        CHECK(same == kept);
        CHECK(to.whole());
        CHECK(import_jsonl(to, lines).result.renumbered.empty());
    }
    // A number that nobody could say is not taken over.
    Lived from;
    TestDesk to;
    auto text = from.exported();
    for (auto at = text.find("\"C7\""); at != text.npos; at = text.find("\"C7\""))
        text = with(text, "\"C7\"", "\"C9223372036854775807\"");
    auto const result = import_jsonl(to, text);
    CHECK(result.counts() == "8 imported, 0 present, 0 rejected");
    CHECK(to.writer.next_case_id() == CaseId{9});
    REQUIRE(result.result.renumbered.size() == 1);
    CHECK(result.result.renumbered.front().here == CaseId{7});
}

TEST_CASE("A line that cannot be read rejects the case that it may belong to") {
    Lived from;
    auto const good = lines_of(from.exported());
    for (auto const &bad : {std::string{"{\"type\":"}, std::string{"\xff"}, std::string(1000, '['),
                            std::string((16 << 20) + 1, ' ')}) {
        std::string text;
        for (auto const &line : good) {
            bool const second = line.find("\"case\":\"C2\"") != std::string::npos &&
                                line.find("\"kind\":\"replied\"") != std::string::npos;
            text += (second ? bad : line) + '\n';
        }
        TestDesk to;
        auto const result = import_jsonl(to, text);
        CHECK(result.counts() == "7 imported, 0 present, 2 rejected");
        CHECK_FALSE(to.writer.find_external_case(external(from, 2)));
    }
}

TEST_CASE("Lines that are nothing are set aside, with their text") {
    TestDesk to;
    auto const result =
        import_jsonl(to,
                     "no JSON\n"
                     "\n"
                     "[1]\n"
                     "{\"type\":\"song\"}\n"
                     "{\"type\":\"event\",\"case\":7}\n"
                     "{\"type\":\"customer\",\"customer\":\"K1\",\"name\":8}\n"
                     "{\"type\":\"event\",\"kind\":\"policy_adopted\",\"data\":{\"policy\":1}}\n"
                     "{\"type\":\"event\",\"case\":\"C1\",\"kind\":\"replied\","
                     "\"at\":\"2026-06-01T09:00:00Z\",\"data\":{}}\n"
                     "\xff\n"
                     "{\"type\":\"event\",\"case\":\"C2\",\"data\":[");
    CHECK(result.error == "");
    CHECK(result.counts() == "0 imported, 0 present, 9 rejected");
    CHECK(result.rejected.find(R"("record":"no JSON")") != std::string::npos);
    CHECK(result.rejected.find("replied before C1 was opened") != std::string::npos);
    CHECK(to.writer.event_count() == 2);
    CHECK(to.whole());
}

TEST_CASE("An erased text is taken over as erased: the case comes without it") {
    Lived from;
    Raw raw{from.file};
    raw.tamper(
        "DELETE FROM sealed WHERE seq = (SELECT max(seq) FROM event WHERE case_id = 1"
        " AND kind = 'resolved')");
    TestDesk to;
    auto const result = import_jsonl(to, from.exported());
    CHECK(result.counts() == "8 imported, 0 present, 0 rejected");
    CHECK(to.load(*to.writer.find_external_case(external(from, 1))).state == State::resolved);
}

TEST_CASE("A legal hold comes along only with the permission to place one") {
    Lived from;
    from.after(monday + Seconds{3000}, desk::hold, CaseId{1}, "a claim");
    TestDesk to;
    to.policy = policy_of(with(small_policy, "\"intake.open\"", "\"intake.*\""));
    std::istringstream input{from.exported()};
    auto session = to.session(import_time, "wang");
    auto const result = run_import(
        [&](auto const &options) { return exchange::import_jsonl(session, input, options); });
    CHECK(result.counts() == "7 imported, 0 present, 6 rejected");
    CHECK(result.rejected.find("wang (agent) may not do admin.hold") != std::string::npos);
    CHECK(import_jsonl(to, from.exported()).counts() == "1 imported, 7 present, 0 rejected");
    CHECK(to.load(*to.writer.find_external_case(external(from, 1))).held);
    CHECK(to.whole());
}

TEST_CASE("Brackets without end, and a line without end, reject their line alone") {
    Lived from;
    auto const good = from.exported();
    auto const open = std::string(100000, '[');
    auto const event = R"({"type":"event","case":"C9","kind":"noted","data":{"x":)";
    for (auto const &[line, reason] : std::vector<std::pair<std::string, std::string>>{
             {open, "nested more than 64 deep"},
             {event + open, "nested more than 64 deep"},
             {event + open + std::string(100000, ']') + "}}", "nested more than 64 deep"},
             {event + std::string(70, '[') + std::string(70, ']') + "}}", "more than 64 deep"},
             {R"({"a":)" + std::string(1000, '{'), "nested more than 64 deep"},
             {std::string((16 << 20) + 1, 'x'), "longer than 16777216 bytes"},
         }) {
        TestDesk to;
        auto const result = import_jsonl(to, line + "\n" + good);
        CHECK(result.error == "");
        CHECK(result.counts() == "8 imported, 0 present, 1 rejected");
        CHECK(result.rejected.find(reason) != std::string::npos);
        CHECK(result.rejected.find("\"dcc_line\":1,") != std::string::npos);
    }
    // Brackets in a text are not nesting.
    TestDesk to;
    auto const text = with(good, "\"body\":\"", "\"body\":\"\\\"" + open);
    CHECK(import_jsonl(to, text).counts() == "8 imported, 0 present, 0 rejected");
}

TEST_CASE("Links, merges and doubts go along, both ways round") {
    TestDesk from;
    for (int i = 1; i <= 5; ++i) {
        desk::OpenArgs args;
        args.customer.name = "王" + std::to_string(i);
        args.customer.phone = "1380000100" + std::to_string(i);
        from.open(monday, args);
    }
    auto session = from.session(monday + Seconds{60});
    auto const link = [&](int one, LinkKind kind, int other) {
        REQUIRE(desk::link_cases(session, CaseId{one}, kind, CaseId{other}));
    };
    link(1, LinkKind::related, 5);
    link(5, LinkKind::blocks, 1);
    link(2, LinkKind::parent, 4);
    link(1, LinkKind::parent, 4);
    REQUIRE(desk::unlink_cases(session, CaseId{2}, CaseId{4}));
    desk::CustomerEdit edit;
    edit.tags = {"vip", "old"};
    REQUIRE(desk::edit_customer(session, CustomerId{3}, edit));
    REQUIRE(desk::merge_customers(session, CustomerId{2}, CustomerId{3}));
    REQUIRE(desk::merge_cases(session, CaseId{3}, CaseId{2}, "the same"));
    REQUIRE(desk::settle_doubts(session, CustomerId{1}, CustomerId{4}, "a family"));
    desk::OpenArgs args;
    args.customer.name = "李";
    args.customer.phone = "13800001005";
    from.open(monday + Seconds{60}, args);
    REQUIRE(from.writer.doubts(CustomerId{5}).size() == 1);

    TestDesk to;
    auto const lines = from.exported();
    for (int round = 0; round < 2; ++round) {
        CAPTURE(round);
        auto const result = import_jsonl(to, lines);
        CHECK(result.error == "");
        CHECK(result.rejected == "");
        auto const here = [&](CaseId theirs) {
            return to.writer.find_external_case(from.writer.desk_id() + ":" + theirs.text())
                .value();
        };
        for (int i = 1; i <= 6; ++i) {
            CAPTURE(i);
            auto const theirs = from.load(CaseId{i});
            auto const ours = to.load(here(theirs.id));
            CHECK(ours.links.size() == theirs.links.size());
            for (auto const &one : theirs.links)
                CHECK(std::ranges::count(ours.links, CaseLink{one.kind, here(one.other)}) == 1);
            CHECK(ours.clocks.size() == theirs.clocks.size());
            CHECK(ours.asked_at == theirs.asked_at);
        }
        CHECK(to.writer.find(CustomerId{3})->merged_into == CustomerId{2});
        CHECK(to.writer.find(CustomerId{2})->tags == "vip,old");
        for (int i = 1; i <= 5; ++i) {
            CAPTURE(i);
            auto theirs = from.writer.doubts(CustomerId{i});
            auto ours = to.writer.doubts(CustomerId{i});
            if (i == 3) continue;  // merged: who was doubted on the way here is the one merged with
            REQUIRE(ours.size() == theirs.size());
            for (std::size_t n = 0; n < ours.size(); ++n) {
                CHECK(ours[n].kind == theirs[n].kind);
                CHECK(ours[n].said == theirs[n].said);
                CHECK(ours[n].other == theirs[n].other);
                CHECK(ours[n].settled == theirs[n].settled);
            }
        }
        CHECK(to.whole());
    }
    // It can be undone here too.
    auto here = to.session(import_time);
    REQUIRE(desk::split_customer(here, CustomerId{3}));
    CHECK(to.writer.find(CustomerId{2})->tags.empty());
    CHECK(to.writer.contacts(CustomerId{2}).empty());
    CHECK(to.whole());
}
