#include "../support/desk.hpp"
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/task.hpp>

#include <stdexcept>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const with_target =
    with(small_policy, "resolution = \"16h\"\n", "resolution = \"16h\"\ntask = \"2h\"\n");

CaseId led(TestDesk &desk) {
    auto const id = desk.open(monday).id;
    desk.after(monday, desk::assign, id, "wang");
    return id;
}

desk::TaskArgs task(std::string to, std::string title = "Check the line") {
    return {desk::Holder{std::move(to)}, std::move(title)};
}

std::string code(TestDesk &desk, Instant now, auto verb, TaskId id, auto const &...args) {
    auto session = desk.session(now);
    auto const receipt = verb(session, id, args...);
    return receipt ? "done" : receipt.refusal().code;
}

}  // namespace

TEST_CASE("others contribute to a case by tasks with clocks of their own") {
    TestDesk desk{with_target};
    auto const id = led(desk);
    CHECK(desk.after(monday, desk::open_task, id, task("tech")).tasks.size() == 1);
    auto const item = desk.after(monday + Seconds{60}, desk::open_task, id, task("zhao", "Call"));
    REQUIRE(item.tasks.size() == 2);
    CHECK(item.tasks[1].person == "zhao");
    CHECK(item.tasks[1].team == "tech");
    auto const clock = [&](int number) {
        for (auto const &one : desk.load(id).clocks)
            if (one.kind == ClockKind::task && one.instance == number) return one;
        throw std::logic_error{"no such clock"};
    };
    CHECK(clock(1).due_at == monday + Seconds{7200});
    CHECK(clock(2).due_at == monday + Seconds{7260});
    CHECK(clock(1).team == "tech");
    CHECK(desk.load(id).team == "front");

    // The first one ends while the second one still runs.
    CHECK(code(desk, monday + Seconds{120}, desk::start_task, TaskId{id, 1}) == "done");
    CHECK(code(desk, monday + Seconds{120}, desk::start_task, TaskId{id, 1}) == "task_state");
    CHECK(code(desk, monday + Seconds{600}, desk::finish_task, TaskId{id, 1},
               std::string{"It is dry"}) == "done");
    CHECK(code(desk, monday + Seconds{600}, desk::finish_task, TaskId{id, 1},
               std::string{"It is dry"}) == "task_state");
    CHECK(code(desk, monday + Seconds{600}, desk::finish_task, TaskId{id, 3}, std::string{"x"}) ==
          "no_such_task");
    CHECK(clock(1).stage == Stage::completed);
    CHECK(clock(1).stopped_at == monday + Seconds{600});
    CHECK(clock(2).stage == Stage::running);
    CHECK(desk.writer.tasks({}).size() == 1);
    CHECK(code(desk, monday + Seconds{700}, desk::cancel_task, TaskId{id, 2},
               std::string{"not needed"}) == "done");
    CHECK(clock(2).stage == Stage::cancelled);
    CHECK(desk.writer.tasks({}).empty());
    CHECK(desk.whole());
}

TEST_CASE("a case with open tasks is not resolved, unless forced with a reason") {
    TestDesk desk;
    auto const id = led(desk);
    desk.after(monday, desk::open_task, id, task("tech"));
    CHECK(desk.code(monday, desk::resolve, id, desk::Answer{"Done"}) == "open_tasks");
    desk::Answer forced{"Done"};
    forced.despite = " ";
    CHECK(desk.code(monday, desk::resolve, id, forced) == "open_tasks");
    forced.despite = "tech will look later";
    CHECK(desk.code(monday, desk::resolve, id, forced) == "done");
    CHECK(desk.load(id).tasks[0].state == TaskState::open);
    // What is closed needs no more work.
    CHECK(desk.after(monday, desk::close, id, "").tasks[0].state == TaskState::cancelled);
    CHECK(desk.writer.tasks({}).empty());
    CHECK(desk.whole());
}

TEST_CASE("a task is refused that says nothing, is for nobody, or has no lead") {
    TestDesk desk;
    auto const id = led(desk);
    CHECK(desk.code(monday, desk::open_task, id, task("tech", " ")) == "empty_text");
    CHECK(desk.code(monday, desk::open_task, id, task("tech", "a\nb")) == "several_lines");
    CHECK(desk.code(monday, desk::open_task, id, task("teck")) == "unknown_holder");
    CHECK(desk.code(monday, desk::open_task, desk.open(monday).id, task("tech")) == "not_held");
    CHECK(desk.load(id).tasks.empty());
}

TEST_CASE("no case ends silently while others work on tasks of it") {
    TestDesk desk{small_policy + R"([waiting.customer]
remind_after = "8h"
reminders = 1
close_after = "16h"
calendar = "office"
)"};
    auto const id = led(desk);
    desk.after(monday, desk::open_task, id, task("tech"));
    auto const other = desk.open(monday).id;
    CHECK(desk.code(monday, desk::merge_cases, id, other, std::string{"same"}) == "open_tasks");

    desk.after(monday, desk::wait, id, State::waiting_customer);
    auto const late = monday + std::chrono::days{10};
    auto const escalate = [&](Instant now) {
        auto session = desk.session(now);
        return desk::escalate(session)->notes;
    };
    auto const notes = escalate(late);
    CHECK(desk.load(id).state == State::waiting_customer);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].text == "C1 is not closed: C1 has open tasks: C1.t1");
    CHECK(code(desk, late, desk::finish_task, TaskId{id, 1}, std::string{"It is dry"}) == "done");
    escalate(late);
    CHECK(desk.load(id).state == State::closed);

    auto const gone = led(desk);
    desk.after(late, desk::open_task, gone, task("tech"));
    auto session = desk.session(late);
    auto const cancelled = desk::cancel(session, gone, "by mistake");
    REQUIRE(cancelled);
    REQUIRE(cancelled->notes.size() == 1);
    CHECK(cancelled->notes[0].text ==
          "C3: cancelled with it, tell those who have them: C3.t1 (tech)");
}
