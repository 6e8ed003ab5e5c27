#include "../support/desk.hpp"
#include <dcc/desk/visit.hpp>

#include <atomic>
#include <thread>

#include <doctest/doctest.h>

using namespace dcc;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

// 2026-06-01 is a Monday; the office works 09:00-12:00 and 13:00-18:00.
Instant june(int date, int hour, int minute = 0) {
    return monday + days{date - 1} + hours{hour - 9} + minutes{minute};
}

desk::BookArgs slot(Instant from, Instant to, std::string technician = "zhao") {
    desk::BookArgs args;
    args.technician = std::move(technician);
    args.from = from;
    args.to = to;
    args.place = "人民路 1 号";
    return args;
}

struct VisitDesk : TestDesk {
    explicit VisitDesk(std::string_view text = small_policy) : TestDesk{text} {
        open(monday);
        open(monday);
    }

    Refusal refused(Instant now, CaseId id, desk::BookArgs const &args,
                    std::string actor = "boss") {
        auto here = session(now, std::move(actor));
        auto const receipt = desk::book_visit(here, id, args);
        return receipt ? Refusal{"done", {}, {}} : receipt.refusal();
    }
    // As of TestDesk, of cases and visits alike.
    template <class Verb, class Id, class... Args>
    Case after(Instant now, Verb verb, Id id, Args const &...args) {
        auto here = session(now);
        auto receipt = verb(here, id, args...);
        REQUIRE(receipt);
        return receipt->item;
    }
    template <class Verb, class Id, class... Args>
    std::string code(Instant now, Verb verb, Id id, Args const &...args) {
        auto here = session(now);
        auto receipt = verb(here, id, args...);
        return receipt ? "done" : receipt.refusal().code;
    }
    std::string adopted(Instant from, Instant to, std::string technician = "zhao") {
        return refused(monday, CaseId{1}, slot(from, to, std::move(technician))).code;
    }
};

desk::VisitRecord const record{"水泵不转", "换了水泵", {"pump P-7", "seal"}, "正常工作"};

desk::MoveArgs to(Instant from, std::string technician = "") {
    desk::MoveArgs args;
    args.from = from;
    args.technician = std::move(technician);
    args.reason = "customer is away";
    return args;
}

}  // namespace

TEST_CASE("A visit is booked, moved and recorded, and the case tells of it") {
    VisitDesk desk;
    auto const booked =
        desk.after(monday, desk::book_visit, CaseId{1}, slot(june(2, 14), june(2, 16)));
    REQUIRE(booked.visits.size() == 1);
    CHECK(booked.visits[0].technician == "zhao");
    CHECK(booked.visits[0].place == "人民路 1 号");
    CHECK(booked.visits[0].state == VisitState::booked);
    auto const moved = desk.after(monday, desk::move_visit, VisitId{{1}, 1}, to(june(3, 9, 30)));
    CHECK(moved.visits[0].starts_at == june(3, 9, 30));
    CHECK(moved.visits[0].ends_at == june(3, 11, 30));  // as long as before
    auto const done = desk.after(june(3, 10), desk::record_visit, VisitId{{1}, 1}, record);
    CHECK(done.visits[0].state == VisitState::done);
    CHECK(done.visits[0].found == "水泵不转");
    CHECK(done.visits[0].parts == std::vector<std::string>{"pump P-7", "seal"});
    CHECK(desk.load(CaseId{1}) == done);
    auto const rows = desk.writer.rows_of(CaseId{1});
    auto const &visits = store::list_of<store::VisitRow>(rows);
    REQUIRE(visits.size() == 1);
    CHECK(visits[0].state == VisitState::done);
    CHECK(desk.whole());
}

TEST_CASE("Nobody is booked twice at once; one visit may begin when another ends") {
    VisitDesk desk;
    CHECK(desk.adopted(june(2, 14), june(2, 15)) == "done");
    CHECK(desk.adopted(june(2, 14), june(2, 15)) == "double_booked");
    CHECK(desk.adopted(june(2, 14, 30), june(2, 14, 31)) == "double_booked");  // within
    CHECK(desk.adopted(june(2, 13), june(2, 16)) == "double_booked");          // around
    CHECK(desk.adopted(june(2, 13), june(2, 14) + Seconds{1}) == "double_booked");
    CHECK(desk.adopted(june(2, 15) - Seconds{1}, june(2, 16)) == "double_booked");
    CHECK(desk.adopted(june(2, 13), june(2, 14)) == "done");
    CHECK(desk.adopted(june(2, 15), june(2, 16)) == "done");
    CHECK(desk.adopted(june(2, 14), june(2, 15), "wang") == "done");
    CHECK(desk.whole());
}

TEST_CASE("A double booking names the other visit and the next free time of that day") {
    VisitDesk desk;
    CHECK(desk.adopted(june(2, 9), june(2, 11)) == "done");
    CHECK(desk.adopted(june(2, 13), june(2, 14)) == "done");
    CHECK(desk.adopted(june(2, 15), june(2, 16)) == "done");
    auto const told = [&](Instant from, Instant to) {
        return desk.refused(monday, CaseId{2}, slot(from, to));
    };
    auto no = told(june(2, 10), june(2, 11));
    CHECK(no.message == "zhao has C1.v1 from 2026-06-02 09:00 to 11:00");
    CHECK(no.hint == "free that day: 2026-06-02 11:00 to 12:00");
    // Two hours fit neither before noon nor between the visits.
    CHECK(told(june(2, 10), june(2, 12)).hint == "free that day: 2026-06-02 16:00 to 18:00");
    CHECK(told(june(2, 15), june(2, 15, 30)).hint == "free that day: 2026-06-02 16:00 to 16:30");
    CHECK(told(june(2, 13), june(2, 18)).hint.text == "nothing is free later that day");
    // Outside the hours it is when they begin next.
    CHECK(told(june(2, 8), june(2, 8, 30)).hint == "free that day: 2026-06-02 11:00 to 11:30");
    CHECK(told(june(2, 12, 10), june(2, 12, 40)).hint ==
          "free that day: 2026-06-02 14:00 to 14:30");
    CHECK(desk.adopted(june(2, 16), june(2, 18)) == "done");
}

TEST_CASE("What cannot be is not booked, and it is said why") {
    auto const away = with(small_policy, "id = \"zhao\"\n",
                           "id = \"zhao\"\nabsent = [\"2026-06-04..2026-06-05\"]\n");
    VisitDesk desk{away};
    auto const head = desk.writer.head();
    auto const no = [&](desk::BookArgs const &args, Instant now = monday) {
        return desk.refused(now, CaseId{1}, args);
    };
    auto refusal = no(slot(june(2, 14), june(2, 15), "zhoa"));
    CHECK(refusal.code == "unknown_technician");
    CHECK(refusal.message.english().find("did you mean \"zhao\"?") != std::string::npos);
    CHECK(no(slot(june(2, 14), june(2, 15), "")).code == "unknown_technician");
    CHECK(no(slot(june(2, 14), june(2, 14))).code == "bad_span");
    CHECK(no(slot(june(2, 14), june(2, 13))).code == "bad_span");
    CHECK(no(slot(june(2, 14), june(3, 14) + Seconds{1})).code == "bad_span");
    CHECK(no(slot(june(2, 14), june(2, 15)), june(2, 14) + Seconds{1}).code == "in_the_past");
    CHECK(no(slot(june(2, 14) + days{366}, june(2, 15) + days{366})).code == "too_far");
    refusal = no(slot(june(4, 10), june(4, 11)));
    CHECK(refusal.code == "off_duty");
    CHECK(refusal.message == "zhao is absent on 2026-06-04");
    refusal = no(slot(june(2, 17), june(2, 19)));
    CHECK(refusal.code == "off_duty");
    CHECK(refusal.message ==
          "zhao works 09:00-12:00, 13:00-18:00 on 2026-06-02 (calendar \"office\")");
    CHECK(no(slot(june(2, 11), june(2, 14))).code == "off_duty");  // over lunch
    refusal = no(slot(june(6, 10), june(6, 11)));
    CHECK(refusal.message == "zhao does not work on 2026-06-06 (calendar \"office\": closed day)");
    CHECK(desk.refused(monday, CaseId{9}, slot(june(2, 14), june(2, 15))).code == "no_such_case");
    CHECK(desk.refused(monday, CaseId{1}, slot(june(2, 14), june(2, 15)), "nobody").code ==
          "not_permitted");
    CHECK(desk.writer.head() == head);
    // To the second of now, and to the end of the hours.
    CHECK(no(slot(june(2, 14), june(2, 18)), june(2, 14)).code == "done");
}

TEST_CASE("Whoever works round the clock can be booked for 24 hours, not on a day of absence") {
    auto const always = with(small_policy, "id = \"zhao\"\n",
                             "id = \"zhao\"\ncalendar = \"always\"\nabsent = \"2026-06-04\"\n");
    VisitDesk desk{always};
    CHECK(desk.adopted(june(2, 0), june(3, 0)) == "done");
    CHECK(desk.adopted(june(2, 23, 59), june(3, 23)) == "double_booked");
    CHECK(desk.adopted(june(3, 23), june(4, 0)) == "done");  // ends as the absence begins
    CHECK(desk.adopted(june(3, 22), june(4, 0) + Seconds{1}) == "off_duty");
    CHECK(desk.whole());
}

TEST_CASE("A visit can be moved past itself, not onto another") {
    VisitDesk desk;
    CHECK(desk.adopted(june(2, 9), june(2, 11)) == "done");
    CHECK(desk.adopted(june(2, 14), june(2, 15)) == "done");
    VisitId const first{{1}, 1};
    CHECK(desk.code(monday, desk::move_visit, first, to(june(2, 10))) == "done");
    CHECK(desk.code(monday, desk::move_visit, first, to(june(2, 14))) == "double_booked");
    CHECK(desk.code(monday, desk::move_visit, first, to(june(2, 10))) == "unchanged");
    CHECK(desk.code(monday, desk::move_visit, first, to(june(2, 14), "wang")) == "done");
    CHECK(desk.code(monday, desk::move_visit, first, to(june(2, 14), "wnag")) ==
          "unknown_technician");
    CHECK(desk.code(monday, desk::move_visit, VisitId{{1}, 3}, to(june(2, 14))) == "no_such_visit");
    auto args = to(june(3, 9));
    args.reason = "  ";
    CHECK(desk.code(monday, desk::move_visit, first, args) == "no_reason");
    args = to(june(3, 9));
    args.length = hours{3};
    auto const moved = desk.after(monday, desk::move_visit, first, args);
    CHECK(moved.visits[0].ends_at == june(3, 12));
    // Its old place is free again.
    CHECK(desk.adopted(june(2, 10), june(2, 12)) == "done");
    CHECK(desk.whole());
}

TEST_CASE("What is over stays so, and what has not begun is not done") {
    VisitDesk desk;
    VisitId const visit{{1}, 1};
    CHECK(desk.code(monday, desk::record_visit, visit, record) == "no_such_visit");
    CHECK(desk.adopted(june(2, 9), june(2, 11)) == "done");
    CHECK(desk.code(june(2, 9) - Seconds{1}, desk::record_visit, visit, record) == "not_begun");
    auto empty = record;
    empty.found = " ";
    CHECK(desk.code(june(2, 9), desk::record_visit, visit, empty) == "empty_text");
    CHECK(desk.code(june(2, 9), desk::record_visit, visit, record) == "done");
    CHECK(desk.code(june(2, 9), desk::record_visit, visit, record) == "visit_over");
    CHECK(desk.code(june(2, 9), desk::cancel_visit, visit, std::string{"x"}) == "visit_over");
    CHECK(desk.code(june(2, 9), desk::move_visit, visit, to(june(3, 9))) == "visit_over");

    CHECK(desk.code(june(2, 9), desk::book_visit, CaseId{1}, slot(june(3, 9), june(3, 10))) ==
          "done");
    VisitId const second{{1}, 2};
    CHECK(desk.code(june(2, 9), desk::cancel_visit, second, std::string{}) == "no_reason");
    CHECK(desk.code(june(2, 9), desk::cancel_visit, second, std::string{"x"}) == "done");
    CHECK(desk.code(june(3, 9), desk::record_visit, second, record) == "visit_over");
    CHECK(desk.code(june(2, 9), desk::book_visit, CaseId{2}, slot(june(3, 9), june(3, 10))) ==
          "done");
    CHECK(desk.whole());
}

TEST_CASE("Nobody comes for a case that is over: its appointments to come fall with it") {
    VisitDesk desk;
    CHECK(desk.adopted(june(2, 9), june(2, 11)) == "done");
    CHECK(desk.adopted(june(3, 9), june(3, 11)) == "done");
    auto session = desk.session(june(2, 10));
    auto const receipt = desk::cancel(session, CaseId{1}, "x");
    REQUIRE(receipt);
    CHECK(receipt->notes ==
          std::vector<Note>{"C1.v2 was cancelled too: inform zhao, booked 2026-06-03 09:00 "
                            "to 11:00"});
    auto const &item = receipt->item;
    CHECK(item.visits[0].state == VisitState::booked);  // it is being made
    CHECK(item.visits[1].state == VisitState::cancelled);
    CHECK(desk.code(june(2, 10), desk::book_visit, CaseId{1}, slot(june(4, 9), june(4, 10))) ==
          "illegal_step");
    CHECK(desk.code(june(2, 10), desk::book_visit, CaseId{2}, slot(june(3, 9), june(3, 10))) ==
          "done");
    CHECK(desk.whole());
}

TEST_CASE("Of two who adopted the same time at once exactly one is given it") {
    FileDesk desk;
    desk.open(monday);
    desk.open(monday);
    constexpr int rounds = 20;
    std::atomic<int> done = 0;
    std::atomic<int> refused = 0;
    std::atomic<int> others = 0;
    auto const adopted = [&](CaseId id) {
        auto writer = store::Writer::open(desk.file, {});
        for (int i = 0; i < rounds; ++i) {
            ledger::Session session{writer, desk.policy, desk.languages, acting("boss", monday)};
            auto const from = june(2 + i / 10, 13) + minutes{10 * (i % 10)};
            auto const receipt = desk::book_visit(session, id, slot(from, from + minutes{10}));
            if (receipt)
                ++done;
            else
                ++(receipt.refusal().code == "double_booked" ? refused : others);
        }
    };
    std::thread one{adopted, CaseId{1}};
    std::thread two{adopted, CaseId{2}};
    one.join();
    two.join();
    CHECK(done == rounds);
    CHECK(refused == rounds);
    CHECK(others == 0);
    CHECK(desk.writer.count<store::VisitRow>() == rounds);
    CHECK(desk.whole());
}

TEST_CASE("Visits are listed by their beginning") {
    VisitDesk desk;
    CHECK(desk.adopted(june(3, 9), june(3, 11)) == "done");
    CHECK(desk.adopted(june(2, 9), june(2, 11), "wang") == "done");
    CHECK(desk.adopted(june(2, 14), june(2, 15)) == "done");
    CHECK(desk.code(monday, desk::cancel_visit, VisitId{{1}, 1}, std::string{"x"}) == "done");
    auto const listed = [&](store::VisitQuery const &query) {
        std::string all;
        for (auto const &row : desk.writer.visits(query))
            all += VisitId{row.case_id, row.number}.text() + ' ';
        return all;
    };
    CHECK(listed({}) == "C1.v2 C1.v3 ");
    store::VisitQuery query;
    query.only_booked = false;
    CHECK(listed(query) == "C1.v2 C1.v3 C1.v1 ");
    query.technician = "zhao";
    CHECK(listed(query) == "C1.v3 C1.v1 ");
    query.from = june(3, 9);
    CHECK(listed(query) == "C1.v1 ");
    query.before = june(3, 9);
    CHECK(listed(query) == "");
    query.from.reset();
    query.limit = 1;
    CHECK(listed(query) == "C1.v3 ");
}
