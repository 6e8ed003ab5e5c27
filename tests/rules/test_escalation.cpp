#include "../calendar/support.hpp"
#include "desk.hpp"
#include <dcc/rules/clock.hpp>
#include <dcc/rules/escalation.hpp>

#include <memory>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;

namespace {

// Monday to Friday, 09:00 to 17:00 UTC. 2026-06-01 is a Monday.
Calendar utc_office() {
    CalendarSpec spec;
    spec.name = "office";
    for (std::size_t day = 1; day <= 5; ++day) spec.week[day] = {{9h, 17h}};
    return Calendar{spec};
}

Clock clock_of(ClockKind kind, Instant start, Seconds target, Calendar const &calendar) {
    Clock clock;
    clock.kind = kind;
    clock.started_at = start;
    clock.target = Duration{target};
    clock.calendar = "office";
    clock.calendar_print = calendar.fingerprint();
    rules::reckon(clock, calendar);
    return clock;
}

Policy escalating(std::vector<int> warn, std::vector<EscalationStep> steps) {
    auto policy = test::bare_policy();
    EscalationRule rule;
    rule.name = "all";
    rule.warn = std::move(warn);
    rule.steps = std::move(steps);
    policy.escalation.push_back(std::move(rule));
    return policy;
}

struct Plans {
    Policy policy;
    Case item;
    rules::AdoptedTerms adopted;
    Calendar calendar = utc_office();

    explicit Plans(Policy made) : policy{std::move(made)} {
        adopted.add(utc_office());
        item.id = CaseId{1};
    }

    rules::EscalationPlan at_time(Instant now) {
        return rules::escalation_plan(
            policy, item, "", adopted,
            [this](std::string const &) -> Calendar const & { return calendar; }, now);
    }

    // "warning 50 2026-06-01T13:00:00Z, …; next …"
    std::string text(Instant now) {
        std::string all;
        auto const plan = at_time(now);
        for (auto const &one : plan.due)
            all += std::string{word(one.what.level)} + " " + std::to_string(one.what.number) + " " +
                   format_utc(one.due) + ", ";
        return all + "next " + (plan.next ? format_utc(*plan.next) : "none");
    }
};

Instant const monday_morning = test::utc("2026-06-01T09:00:00Z");
Instant const friday_afternoon = test::utc("2026-06-05T13:00:00Z");

}  // namespace

TEST_CASE("a share of the target is a moment of working time, with its pauses") {
    auto const calendar = utc_office();
    auto clock = clock_of(ClockKind::resolution, friday_afternoon, 8h, calendar);
    CHECK(clock.due_at == test::utc("2026-06-08T13:00:00Z"));
    struct Row {
        int percent;
        char const *moment;
    };
    for (auto const &row : {Row{25, "2026-06-05T15:00:00Z"}, Row{50, "2026-06-05T17:00:00Z"},
                            Row{75, "2026-06-08T11:00:00Z"}, Row{99, "2026-06-08T12:55:12Z"}}) {
        CAPTURE(row.percent);
        CHECK(rules::share_at(clock, calendar, row.percent) == test::utc(row.moment));
    }
    // Two hours of waiting move what comes after them.
    clock.pauses.push_back(
        {test::utc("2026-06-05T14:00:00Z"), test::utc("2026-06-05T16:00:00Z"), {}});
    rules::reckon(clock, calendar);
    CHECK(rules::share_at(clock, calendar, 10) == test::utc("2026-06-05T13:48:00Z"));
    CHECK(rules::share_at(clock, calendar, 50) == test::utc("2026-06-08T11:00:00Z"));
    clock.pauses.back().to.reset();
    rules::reckon(clock, calendar);
    CHECK_FALSE(rules::share_at(clock, calendar, 50));
}

TEST_CASE("each level comes at its moment, and once it is announced no more") {
    Plans plans{escalating({50, 90}, {{"assignee", {}, "", {}}, {"lead", Duration{2h}, "", {}}})};
    plans.item.clocks = {clock_of(ClockKind::resolution, friday_afternoon, 8h, plans.calendar)};
    CHECK(plans.text(friday_afternoon) == "next 2026-06-05T17:00:00Z");
    CHECK(plans.text(test::utc("2026-06-05T17:00:00Z")) ==
          "warning 50 2026-06-05T17:00:00Z, next 2026-06-08T12:12:00Z");
    // At the deadline it is not missed yet.
    plans.item.announced = {{ClockKind::resolution, 1, EscalationLevel::warning, 50}};
    CHECK(plans.text(test::utc("2026-06-08T13:00:00Z")) ==
          "warning 90 2026-06-08T12:12:00Z, next 2026-06-08T13:00:01Z");
    // The second step is due after closing time: at the next opening.
    CHECK(plans.text(test::utc("2026-06-08T13:00:01Z")) ==
          "warning 90 2026-06-08T12:12:00Z, breach 0 2026-06-08T13:00:01Z, "
          "step 1 2026-06-08T13:00:01Z, next 2026-06-08T15:00:00Z");
    for (auto const &due : plans.at_time(test::utc("2026-06-30T13:00:00Z")).due)
        plans.item.announced.push_back(due.what);
    CHECK(plans.item.announced.size() == 5);
    CHECK(plans.text(test::utc("2026-06-30T13:00:00Z")) == "next none");
}

TEST_CASE("no step is told outside the hours of its calendar") {
    Plans plans{escalating({}, {{"lead", Duration{4h}, "office", {}}})};
    // Due at closing time on a Friday; the four hours end on Monday at 13:00.
    plans.item.clocks = {
        clock_of(ClockKind::resolution, test::utc("2026-06-05T15:00:00Z"), 2h, plans.calendar)};
    CHECK(plans.text(test::utc("2026-06-07T00:00:00Z")) ==
          "breach 0 2026-06-05T17:00:01Z, next 2026-06-08T13:00:00Z");
    // Without a delay: not in the night either.
    plans.policy.escalation.front().steps.front().after = {};
    CHECK(plans.at_time(test::utc("2026-06-07T00:00:00Z")).next ==
          test::utc("2026-06-08T09:00:00Z"));
}

TEST_CASE("an ended clock has its breach on record and no step more") {
    Plans plans{escalating({50}, {{"lead", {}, "", {}}})};
    struct Row {
        char const *stopped;
        Stage stage;
        char const *plan;
    };
    for (auto const &row :
         {Row{"2026-06-01T11:00:00Z", Stage::completed, "next none"},
          Row{"2026-06-01T11:00:01Z", Stage::completed, "breach 0 2026-06-01T11:00:01Z, next none"},
          Row{"2026-06-02T11:00:00Z", Stage::cancelled,
              "breach 0 2026-06-01T11:00:01Z, next none"}}) {
        CAPTURE(row.stopped);
        auto clock = clock_of(ClockKind::first_response, monday_morning, 2h, plans.calendar);
        clock.stage = row.stage;
        clock.stopped_at = test::utc(row.stopped);
        plans.item.clocks = {clock};
        CHECK(plans.text(test::utc("2026-06-30T11:00:00Z")) == row.plan);
        for (auto const &due : plans.at_time(test::utc("2026-06-30T11:00:00Z")).due)
            CHECK(due.to.empty());
    }
}

TEST_CASE("the ladder stands still while the clock is paused, and ends with its target") {
    Plans plans{escalating({}, {{"lead", Duration{1h}, "", {}}})};
    auto clock = clock_of(ClockKind::resolution, monday_morning, 2h, plans.calendar);
    clock.stage = Stage::paused;
    clock.pauses.push_back(
        {test::utc("2026-06-01T11:30:00Z"), std::nullopt, State::waiting_customer});
    rules::reckon(clock, plans.calendar);
    plans.item.clocks = {clock};
    CHECK(plans.text(test::utc("2026-06-03T09:00:00Z")) ==
          "breach 0 2026-06-01T11:00:01Z, next none");
    clock.target.reset();
    rules::reckon(clock, plans.calendar);
    plans.item.clocks = {clock};
    CHECK(plans.text(test::utc("2026-06-03T09:00:00Z")) == "next none");
}

TEST_CASE("a ladder that stood still goes on where it stood") {
    Plans plans{escalating(
        {}, {{"lead", Duration{1h}, "office", {}}, {"manager", Duration{2h}, "office", {}}})};
    auto clock = clock_of(ClockKind::resolution, monday_morning, 1h, plans.calendar);
    // The deadline is at 10:00; from 10:30 to 14:30 it waits for the customer.
    clock.pauses.push_back({test::utc("2026-06-01T10:30:00Z"), test::utc("2026-06-01T14:30:00Z"),
                            State::waiting_customer});
    plans.item.clocks = {clock};
    CHECK(plans.text(test::utc("2026-06-01T14:30:00Z")) ==
          "breach 0 2026-06-01T10:00:01Z, next 2026-06-01T15:00:00Z");
    CHECK(plans.text(test::utc("2026-06-01T15:00:00Z")) ==
          "breach 0 2026-06-01T10:00:01Z, step 1 2026-06-01T15:00:00Z, next 2026-06-01T16:00:00Z");
}

TEST_CASE("the first rule that fits case and clock decides") {
    auto policy = escalating({50}, {});
    auto narrow = policy.escalation.front();
    narrow.name = "urgent in team front";
    narrow.when.priority = {"urgent"};
    narrow.teams = {"front"};
    narrow.clocks = {ClockKind::first_response};
    policy.escalation.insert(policy.escalation.begin(), narrow);
    Plans plans{policy};
    auto const rule_of = [&](std::string priority, std::string team, ClockKind kind) {
        plans.item.priority = std::move(priority);
        plans.item.team = std::move(team);
        plans.item.clocks = {clock_of(kind, monday_morning, 2h, plans.calendar)};
        return plans.at_time(test::utc("2026-06-01T10:30:00Z")).due.at(0).rule->name;
    };
    CHECK(rule_of("urgent", "front", ClockKind::first_response) == "urgent in team front");
    CHECK(rule_of("urgent", "front", ClockKind::resolution) == "all");
    CHECK(rule_of("urgent", "back", ClockKind::first_response) == "all");
    CHECK(rule_of("normal", "front", ClockKind::first_response) == "all");
}

TEST_CASE("who is told: the assignee, the lead, a role near by, a person") {
    Policy policy;
    auto const add = [&](char const *id, char const *team, std::vector<std::string> roles) {
        auto person = test::person(id, team);
        person.roles = std::move(roles);
        policy.staff.push_back(std::move(person));
    };
    add("ann", "front", {"agent"});
    add("bob", "front", {"agent", "supervisor"});
    add("cat", "back", {"supervisor"});
    add("dan", "head", {"manager"});
    Team front;
    front.id = "front";
    front.lead = "bob";
    policy.teams = {front};
    Case item;
    item.team = "front";
    Announcement what{ClockKind::resolution, 1, EscalationLevel::breach, 0};
    auto const told = [&](std::string_view to) {
        std::string names;
        for (auto const *person : rules::people_to_tell(policy, item, what, to))
            names += person->id + " ";
        return names;
    };
    CHECK(told(to_assignee) == "bob ");
    item.person = "ann";
    CHECK(told(to_assignee) == "ann ");
    CHECK(told(to_lead) == "bob ");
    CHECK(told("supervisor") == "bob ");
    CHECK(told("manager") == "dan ");
    CHECK(told("cat") == "cat ");
    CHECK(told("").empty());
    item.team = "back";
    CHECK(told(to_lead).empty());
    CHECK(told("supervisor") == "cat ");

    // About a task of another team: those who contribute it.
    Task task;
    task.number = 2;
    task.team = "front";
    item.tasks = {task};
    what = {ClockKind::task, 2, EscalationLevel::breach, 0};
    CHECK(told(to_assignee) == "bob ");
    CHECK(told(to_lead) == "bob ");
    CHECK(told("supervisor") == "bob ");
    item.tasks[0].person = "dan";
    CHECK(told(to_assignee) == "dan ");
}
