#include "../random.hpp"
#include "../support/desk.hpp"
#include <dcc/desk/correction.hpp>
#include <dcc/desk/handover.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/desk/staff.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/ledger/absences.hpp>

#include <map>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace dcc;

namespace {

CaseId open(TestDesk &desk, Instant now, std::string subject = "refund") {
    desk::OpenArgs args;
    args.subject = std::move(subject);
    return desk.open(now, std::move(args)).id;
}

std::string absent(TestDesk &desk, Instant now, std::string const &person, Instant from,
                   std::optional<Instant> to = std::nullopt) {
    auto session = desk.session(now);
    auto const receipt = desk::record_absence(session, person, from, to);
    return receipt ? "done" : receipt.refusal().code;
}

std::string back(TestDesk &desk, Instant at, std::string const &person) {
    auto session = desk.session(at);
    auto const receipt = desk::record_return(session, person, at);
    return receipt ? "done" : receipt.refusal().code;
}

CaseId given_to_wang(TestDesk &desk) {
    auto const id = open(desk, monday);
    if (triage(desk, monday, id).item.person != "wang")
        desk.after(monday, desk::assign, id, "wang");
    return id;
}

void ended_by_wang(TestDesk &desk, CaseId id) {
    desk.after(monday, desk::assign, id, desk::Holder{"wang", true, "asked"});
    desk.after(monday, desk::resolve, id, "Done");
}

// "C1 li→wang absent, …"
std::string text_of(std::vector<desk::Passed> const &passed) {
    std::string text;
    for (auto const &one : passed)
        text += fmt::format("{}{} {}→{} {}", text.empty() ? "" : ", ", one.id.text(), one.from,
                            one.to, one.why);
    return text;
}

std::string waiting(TestDesk &desk, Instant now) {
    auto session = desk.session(now);
    return text_of(desk::dispatch_waiting(session));
}

std::string rebalance(TestDesk &desk, Instant now, bool dry_run = false) {
    auto session = desk.session(now, "boss", dry_run);
    return text_of(*desk::rebalance(session));
}

// Wang and Li of the front team with these lines more.
std::string staffed(std::string const &wang, std::string const &li) {
    return with(with(small_policy, "name = \"Wang\"\n", "name = \"Wang\"\n" + wang),
                "name = \"Li\"\n", "name = \"Li\"\n" + li);
}

}  // namespace

TEST_CASE("an absence that a command records counts until the person is back") {
    TestDesk desk;
    CHECK(absent(desk, monday, "li", monday) == "done");
    CHECK(absent(desk, monday, "li", monday) == "unchanged");
    CHECK(absent(desk, monday, "lo", monday) == "unknown_person");
    CHECK(absent(desk, monday, "", monday) == "unknown_person");
    CHECK(absent(desk, monday, "wang", monday, monday) == "times");
    CHECK(triage(desk, monday, open(desk, monday)).item.person == "wang");
    CHECK(triage(desk, monday, open(desk, monday)).item.person == "wang");
    auto const later = monday + Seconds{3600};
    CHECK(back(desk, later, "wang") == "not_absent");
    CHECK(back(desk, later, "li") == "done");
    CHECK(back(desk, later, "li") == "not_absent");
    CHECK(triage(desk, later, open(desk, later)).item.person == "li");
    CHECK(desk.whole());
}

TEST_CASE("who records an absence learns what the person leaves behind") {
    TestDesk desk;
    given_to_wang(desk);
    for (int i = 0; i < 2; ++i)
        desk.after(monday, desk::reply, given_to_wang(desk), "We look into it");
    auto session = desk.session(monday);
    auto const receipt = desk::record_absence(session, "wang", monday, std::nullopt);
    REQUIRE(receipt);
    REQUIRE(receipt->notes.size() == 2);
    CHECK(receipt->notes[0].text == "wang has a case that nobody has begun: C1");
    CHECK(receipt->notes[1].text == "wang has 2 cases that they have begun: C2, C3");
}

TEST_CASE("an absence that has not begun is cancelled at its beginning") {
    TestDesk desk;
    auto const wednesday = monday + std::chrono::days{2};
    CHECK(absent(desk, monday, "li", tuesday, wednesday) == "done");
    {
        auto session = desk.session(monday);
        REQUIRE(desk::record_return(session, "li", tuesday));
    }
    CHECK(triage(desk, tuesday, open(desk, tuesday)).item.person == "li");
    CHECK(desk.whole());
}

TEST_CASE("an absence that never happens is not listed") {
    TestDesk desk;
    absent(desk, monday, "li", tuesday);
    CHECK(desk.writer.absences(monday).size() == 1);
    auto session = desk.session(monday);
    REQUIRE(desk::record_return(session, "li", tuesday));
    CHECK(desk.writer.absences(monday).empty());
    CHECK(absent(desk, monday, "li", tuesday) == "done");
    CHECK(desk.writer.absences(monday).size() == 1);
}

TEST_CASE("absences survive rebuilding, and go to another desk with its history") {
    FileDesk desk;
    absent(desk, monday, "li", monday);
    absent(desk, monday, "wang", monday, monday + Seconds{600});
    back(desk, monday + Seconds{60}, "li");
    desk.rebuild();
    auto reader = store::Reader::open(desk.file);
    auto const rows = reader.absences(Instant::min());
    REQUIRE(rows.size() == 2);
    CHECK(rows[0] == store::AbsenceRow{"li", monday, monday + Seconds{60}});
    CHECK(rows[1] == store::AbsenceRow{"wang", monday, monday + Seconds{600}});
    CHECK(reader.absences(monday + Seconds{60}).size() == 1);
}

TEST_CASE("by hand nobody gets a case who is absent or full, unless it is forced with a reason") {
    TestDesk desk{staffed("capacity = 1\n", "")};
    absent(desk, monday, "li", monday, monday + Seconds{7200});
    auto const id = open(desk, monday);
    CHECK(desk.code(monday, desk::assign, id, desk::Holder{"li"}) == "absent");
    CHECK(desk.code(monday, desk::assign, id, desk::Holder{"li", true, " "}) == "empty_text");
    CHECK(desk.code(monday, desk::assign, id, desk::Holder{"li", true, "she asked for it"}) ==
          "done");
    CHECK(desk.load(id).person == "li");
    desk.after(monday, desk::assign, open(desk, monday), "wang");
    CHECK(desk.code(monday, desk::assign, open(desk, monday), "wang") == "at_capacity");
    CHECK(desk.code(monday, desk::assign, open(desk, monday), "front") == "done");

    auto session = desk.session(at("2026-06-01T20:00:00+08:00"));
    auto const night = desk::assign(session, open(desk, monday), "zhao");
    REQUIRE(night);
    REQUIRE(night->notes.size() == 1);
    CHECK(night->notes[0].text == "C5: zhao is off duty until 2026-06-02 09:00");
    CHECK(desk.whole());
}

TEST_CASE("whoever gives a case to a person, the limits are the same") {
    // Wang has one case and room for no other one, or is absent.
    struct Way {
        char const *name;
        std::string full;
        std::string absent;
        std::string (*give)(TestDesk &, CaseId);
    };
    auto const as_wang = [](TestDesk &desk, CaseId id, std::optional<std::string> const &force) {
        auto session = desk.session(monday, "wang");
        auto const receipt = desk::start(session, id, force);
        return receipt ? desk.load(id).person : receipt.refusal().code;
    };
    static auto const started = as_wang;
    Way const ways[] = {
        {"assign", "at_capacity", "absent",
         [](TestDesk &desk, CaseId id) { return desk.code(monday, desk::assign, id, "wang"); }},
        {"assign, forced", "done", "done",
         [](TestDesk &desk, CaseId id) {
             return desk.code(monday, desk::assign, id, desk::Holder{"wang", true, "asked"});
         }},
        {"hand over", "at_capacity", "absent",
         [](TestDesk &desk, CaseId id) {
             desk.after(monday, desk::assign, id, "front");
             return desk.code(monday, desk::hand_over, id,
                              desk::HandoverArgs{desk::Holder{"wang"}, "yours", {}});
         }},
        {"start", "at_capacity", "absent",
         [](TestDesk &desk, CaseId id) { return started(desk, id, std::nullopt); }},
        {"start, forced", "wang", "wang",
         [](TestDesk &desk, CaseId id) { return started(desk, id, "nobody else knows it"); }},
        {"start, forced without a reason", "empty_text", "empty_text",
         [](TestDesk &desk, CaseId id) { return started(desk, id, " "); }},
        {"triage", "li", "li",
         [](TestDesk &desk, CaseId id) { return triage(desk, monday, id).item.person; }},
        {"dispatch", "li", "li",
         [](TestDesk &desk, CaseId id) {
             desk.after(monday, desk::assign, id, "front");
             return desk.after(monday, desk::dispatch_case, id).person;
         }},
        {"queue", "li", "li",
         [](TestDesk &desk, CaseId id) {
             desk.after(monday, desk::assign, id, "front");
             waiting(desk, monday);
             return desk.load(id).person;
         }},
        {"reopen", "li", "li",
         [](TestDesk &desk, CaseId id) {
             ended_by_wang(desk, id);
             return desk.after(monday, desk::reopen, id, "again").person;
         }},
        {"receive", "li", "li",
         [](TestDesk &desk, CaseId id) {
             ended_by_wang(desk, id);
             return desk.after(monday, desk::receive, id, "again", "phone", desk::Aside::by_policy)
                 .person;
         }},
        {"undo", "li", "li",
         [](TestDesk &desk, CaseId id) {
             ended_by_wang(desk, id);
             return desk.after(monday, desk::undo_ending, id, std::string{"a slip"}).person;
         }},
        {"return", "", "",
         [](TestDesk &desk, CaseId id) {
             desk.after(monday, desk::assign, id, desk::Holder{"wang", true, "asked"});
             desk.after(monday, desk::hand_over, id,
                        desk::HandoverArgs{desk::Holder{"li"}, "yours", {}});
             auto session = desk.session(monday, "li");
             return desk::return_handover(session, id, "not mine")->item.person;
         }},
        {"task", "done", "absent",
         [](TestDesk &desk, CaseId id) {
             desk.after(monday, desk::assign, id, "tech");
             return desk.code(monday, desk::open_task, id,
                              desk::TaskArgs{desk::Holder{"wang"}, "Look"});
         }},
    };
    for (auto const &way : ways)
        for (bool const is_absent : {false, true}) {
            CAPTURE(way.name);
            CAPTURE(is_absent);
            TestDesk desk{with(staffed("capacity = 1\n", ""), "may = [\"case.*\", \"intake.open\"]",
                               "may = [\"*\"]")};
            auto const first = open(desk, monday);
            desk.after(monday, desk::assign, first, "wang");
            auto const id = open(desk, monday, "It is broken, refund");
            absent(desk, monday, "boss", monday);
            if (is_absent) {
                desk.after(monday, desk::assign, first, "tech");
                absent(desk, monday, "wang", monday);
            }
            CHECK(way.give(desk, id) == (is_absent ? way.absent : way.full));
            CHECK(desk.whole());
        }
}

TEST_CASE("who begins a case gives it to no substitute") {
    TestDesk desk{staffed("substitute = \"li\"\n", "")};
    absent(desk, monday, "wang", monday);
    auto session = desk.session(monday, "wang");
    auto const receipt = desk::start(session, open(desk, monday));
    REQUIRE_FALSE(receipt);
    CHECK(receipt.refusal().code == "absent");
}

TEST_CASE("a substitute gets what is given to an absent person") {
    TestDesk desk{staffed("substitute = \"zhao\"\n", "substitute = \"wang\"\n")};
    absent(desk, monday, "li", monday);
    auto const item = desk.after(monday, desk::assign, open(desk, monday), "li");
    CHECK(item.person == "wang");
    absent(desk, monday, "wang", monday);
    CHECK(desk.after(monday, desk::assign, open(desk, monday), "li").person == "zhao");
    absent(desk, monday, "zhao", monday);
    CHECK(desk.code(monday, desk::assign, open(desk, monday), "li") == "absent");
}

TEST_CASE("what waits is dispatched when somebody gets free, comes back or opens") {
    TestDesk desk{staffed("capacity = 1\n", "capacity = 1\n")};
    auto const night = at("2026-06-01T08:00:00+08:00");
    for (int i = 0; i < 3; ++i) triage(desk, night, open(desk, night));
    CHECK(waiting(desk, night) == "");
    CHECK(waiting(desk, monday) == "C1 →li waiting, C2 →wang waiting");
    CHECK(waiting(desk, monday) == "");
    desk.after(monday, desk::resolve, CaseId{2}, "Done");
    CHECK(waiting(desk, monday) == "C3 →wang waiting");
    absent(desk, monday, "li", monday);
    desk.after(monday, desk::resolve, CaseId{1}, "Done");
    triage(desk, monday, open(desk, monday));
    CHECK(waiting(desk, monday) == "");
    back(desk, monday + Seconds{60}, "li");
    CHECK(waiting(desk, monday + Seconds{60}) == "C4 →li waiting");
    CHECK(desk.whole());
}

TEST_CASE("a queue is read as far as its people have room") {
    TestDesk desk{staffed("capacity = 3\n", "capacity = 2\n")};
    for (int i = 0; i < 150; ++i) desk.after(monday, desk::assign, open(desk, monday), "front");
    absent(desk, monday, "boss", monday);
    CHECK(waiting(desk, monday) ==
          "C1 →li waiting, C2 →wang waiting, C3 →wang waiting, C4 →li waiting, C5 →wang waiting");
    CHECK(waiting(desk, monday) == "");
    desk.after(monday, desk::resolve, CaseId{4}, "Done");
    CHECK(waiting(desk, monday) == "C6 →li waiting");
}

TEST_CASE("a case that is opened again does not go to somebody who is absent, full or gone") {
    struct Situation {
        std::string_view name;
        bool absent, full, others_absent;
        std::string_view person;
    };
    for (bool const by_customer : {false, true})
        for (auto const &one : {Situation{"at work", false, false, false, "wang"},
                                Situation{"absent", true, false, false, "li"},
                                Situation{"full", false, true, false, "li"},
                                Situation{"nobody", true, false, true, ""}}) {
            CAPTURE(one.name);
            CAPTURE(by_customer);
            TestDesk desk{staffed("capacity = 1\n", "")};
            auto const id = given_to_wang(desk);
            desk.after(monday, desk::resolve, id, "Done");
            if (one.absent) absent(desk, monday, "wang", monday);
            if (one.others_absent) absent(desk, monday, "li", monday);
            if (one.full) given_to_wang(desk);
            auto const item = by_customer ? desk.after(monday, desk::receive, id, "again", "phone",
                                                       desk::Aside::by_policy)
                                          : desk.after(monday, desk::reopen, id, "again");
            CHECK(item.person == one.person);
            CHECK(item.team == "front");
            if (one.others_absent) {
                back(desk, monday + Seconds{60}, "li");
                CHECK(waiting(desk, monday + Seconds{60}) == "C1 →li waiting");
            }
            CHECK(desk.whole());
        }
}

TEST_CASE("dispatch asks of substitutes what it asks of everybody") {
    // Zhao has not the skill of the category.
    for (auto const *substitute : {"li", "zhao"}) {
        CAPTURE(substitute);
        TestDesk desk{staffed(fmt::format("substitute = \"{}\"\n", substitute), "")};
        auto const id = given_to_wang(desk);
        desk.after(monday, desk::resolve, id, "Done");
        absent(desk, monday, "wang", monday);
        auto const night = at("2026-06-01T22:00:00+08:00");
        CHECK(desk.after(night, desk::reopen, id, "again").person == "");
        CHECK(waiting(desk, night) == "");
        CHECK(waiting(desk, monday + std::chrono::days{1}) == "C1 →li waiting");
    }
}

TEST_CASE("an end that is undone gives nobody a case who is absent") {
    TestDesk desk;
    auto const id = given_to_wang(desk);
    desk.after(monday, desk::resolve, id, "Done");
    absent(desk, monday, "wang", monday);
    CHECK(desk.after(monday, desk::undo_ending, id, std::string{"a slip"}).person == "li");
    CHECK(desk.whole());
}

TEST_CASE("a case under review that nobody has is dispatched too") {
    TestDesk desk{with(small_policy, "[[classify]]", R"([review]
roles = ["admin"]
[[review.required]]
name = "all"
[[classify]])")};
    auto const id = given_to_wang(desk);
    desk::ProposeArgs args;
    args.steps = "Pay it back";
    args.effect = "none";
    args.feasibility = "easy";
    desk.after(monday, desk::propose, id, args);
    REQUIRE(desk.load(id).state == State::in_review);
    desk.after(monday, desk::assign, id, "tech");
    CHECK(waiting(desk, monday) == "C1 →zhao waiting");
    CHECK(desk.load(id).state == State::in_review);
}

TEST_CASE("rebalancing moves what nobody has begun, in a dry run only in words") {
    TestDesk desk;
    for (int i = 0; i < 5; ++i) given_to_wang(desk);
    desk.after(monday, desk::reply, CaseId{1}, "We look at it");
    auto const plan = rebalance(desk, monday, true);
    CHECK(desk.load(CaseId{5}).person == "wang");
    CHECK(plan == "C5 wang→li busier, C4 wang→li busier");
    CHECK(rebalance(desk, monday) == plan);
    CHECK(rebalance(desk, monday) == "");
    absent(desk, monday, "li", monday);
    CHECK(rebalance(desk, monday) == "C4 li→wang absent, C5 li→wang absent");
    absent(desk, monday, "wang", monday);
    // What was begun stays.
    CHECK(rebalance(desk, monday) ==
          "C2 wang→ absent, C3 wang→ absent, C4 wang→ absent, C5 wang→ absent");
    CHECK(desk.load(CaseId{1}).person == "wang");
    CHECK(desk.whole());
}

TEST_CASE("what absent people have begun moves when that is asked for") {
    TestDesk desk{staffed("", "capacity = 2\n")};
    for (int i = 0; i < 3; ++i) given_to_wang(desk);
    desk.after(monday, desk::reply, CaseId{1}, "We look at it");
    desk.after(monday, desk::reply, CaseId{2}, "We look at it");
    desk.after(monday, desk::wait, CaseId{2}, State::waiting_customer);
    absent(desk, monday, "wang", monday);
    CHECK(waiting(desk, monday) == "");
    CHECK(rebalance(desk, monday, true) == "C3 wang→li absent");
    auto session = desk.session(monday);
    auto const passed = desk::rebalance(session, desk::Begun::moves);
    REQUIRE(passed);
    CHECK(passed->size() == 3);
    for (int i = 1; i <= 3; ++i) CHECK(desk.load(CaseId{i}).person != "wang");
    CHECK(desk.load(CaseId{2}).state == State::waiting_customer);
    CHECK(desk.whole());
}

TEST_CASE("whatever happens, nobody is given a case by dispatch who is absent, off duty or full") {
    dcc::test::Random random{5};
    TestDesk desk{staffed("capacity = 3\nsubstitute = \"li\"\n", "capacity = 4\n")};
    auto now = monday;
    std::map<std::string, int> most{{"wang", 3}, {"li", 4}, {"zhao", 20}, {"boss", 20}};
    int given = 0;
    for (int i = 0; i < 400; ++i) {
        auto const before = desk.writer.head().seq;
        now += Seconds{random.below(4000)};
        auto const who = random.one_in(2) ? "wang" : "li";
        switch (random.below(8)) {
            case 0: absent(desk, now, who, now); break;
            case 1: back(desk, now, who); break;
            case 2:
            case 3: triage(desk, now, open(desk, now)); break;
            case 4: {
                auto const id = CaseId{random.below(20) + 1};
                if (desk.writer.find(id)) (void)desk.code(now, desk::resolve, id, "Done");
                break;
            }
            case 5: {
                auto const id = CaseId{random.below(20) + 1};
                if (desk.writer.find(id)) (void)desk.code(now, desk::reopen, id, "again");
                break;
            }
            case 6: waiting(desk, now); break;
            case 7: rebalance(desk, now); break;
        }
        rules::Duty duty{desk.policy, ledger::absences(desk.writer, now)};
        for (auto seq = before + 1; seq <= desk.writer.head().seq; ++seq) {
            auto const last = desk.writer.event(seq);
            auto const *assigned = std::get_if<event::Assigned>(&last->payload);
            if (!assigned || assigned->person.empty()) continue;
            ++given;
            CAPTURE(assigned->person);
            CHECK(duty.presence(*desk.policy.person(assigned->person), now) == rules::Presence::on);
            auto const loads = desk.writer.loads({assigned->person});
            int busy = 0;
            for (auto const &[priority, count] : loads.at(assigned->person).open_cases)
                busy += count;
            CHECK(busy <= most[assigned->person]);
        }
    }
    CHECK(given > 30);
    CHECK(desk.whole());
}
