#include "support.hpp"
#include <dcc/rules/clock.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;

namespace {

// A single resolution clock on one calendar. 2026-03-02 is a Monday.
struct Bench {
    Calendar calendar;
    Clock clock;

    Bench(CalendarSpec spec, std::string_view start, std::string_view target)
        : calendar{std::move(spec)} {
        clock.kind = ClockKind::resolution;
        clock.started_at = at(calendar, start);
        if (!target.empty()) clock.target = parse_duration(target);
        rules::reckon(clock, calendar);
    }

    // "" is a pause that goes on.
    Bench &pause(std::string_view from, std::string_view to) {
        clock.pauses.push_back({at(calendar, from),
                                to.empty() ? std::nullopt : std::optional{at(calendar, to)},
                                State::waiting_customer});
        clock.stage = to.empty() ? Stage::paused : Stage::running;
        rules::reckon(clock, calendar);
        return *this;
    }
    Bench &stop(std::string_view time) {
        clock.stopped_at = at(calendar, time);
        clock.stage = Stage::completed;
        rules::reckon(clock, calendar);
        return *this;
    }

    std::string due() const { return clock.due_at ? local(calendar, *clock.due_at) : "open"; }
    Seconds elapsed(std::string_view now) const {
        return rules::elapsed(clock, calendar, at(calendar, now));
    }
    std::optional<Seconds> remaining(std::string_view now) const {
        return rules::remaining(clock, calendar, at(calendar, now));
    }
    bool breached(std::string_view now) const {
        return rules::is_breached(clock, at(calendar, now));
    }
};

}  // namespace

TEST_CASE("a deadline is the earliest instant at which the target has been worked") {
    CHECK(Bench{office(), "2026-03-02 09:00", "4h"}.due() == "2026-03-02 13:00");
    CHECK(Bench{office(), "2026-03-02 09:00", "8h"}.due() == "2026-03-02 17:00");
    CHECK(Bench{office(), "2026-03-02 16:00", "4h"}.due() == "2026-03-03 12:00");
    CHECK(Bench{office(), "2026-03-07 03:00", "1h"}.due() == "2026-03-09 10:00");
    CHECK(Bench{office(), "2026-03-02 09:00", ""}.due() == "open");
}

TEST_CASE("finishing at the deadline is in time, a second later is not") {
    auto const four_hours = [] { return Bench{office(), "2026-03-02 09:00", "4h"}; };
    auto bench = four_hours();
    CHECK_FALSE(bench.breached("2026-03-02 12:59:59"));
    CHECK_FALSE(bench.breached("2026-03-02 13:00"));
    CHECK(bench.breached("2026-03-02 13:00:01"));
    CHECK(bench.remaining("2026-03-02 13:00") == 0s);
    CHECK_FALSE(four_hours().stop("2026-03-02 13:00").breached("2030-01-01"));
    CHECK(four_hours().stop("2026-03-02 13:00:01").breached("2030-01-01"));
}

TEST_CASE("work due at closing time is late once the door is shut, though no more was counted") {
    Bench const bench{office(), "2026-03-02 09:00", "8h"};
    CHECK_FALSE(bench.breached("2026-03-02 17:00"));
    CHECK(bench.breached("2026-03-02 18:00"));
    CHECK(bench.elapsed("2026-03-02 18:00") == 8h);
}

TEST_CASE("a pause moves the deadline by its working time and is never counted") {
    Bench bench{office(), "2026-03-02 09:00", "4h"};
    bench.pause("2026-03-02 10:00", "2026-03-02 12:00");
    CHECK(bench.due() == "2026-03-02 15:00");
    CHECK(local(bench.calendar, *bench.clock.original_due_at) == "2026-03-02 13:00");
    CHECK(bench.elapsed("2026-03-02 09:30") == 30min);
    CHECK(bench.elapsed("2026-03-02 10:00") == 1h);
    CHECK(bench.elapsed("2026-03-02 11:59") == 1h);
    CHECK(bench.elapsed("2026-03-02 15:00") == 4h);
    bench.pause("2026-03-02 14:00", "2026-03-03 10:00");
    CHECK(bench.due() == "2026-03-03 11:00");
    CHECK(bench.elapsed("2026-03-03 11:00") == 4h);
}

TEST_CASE("while a pause goes on there is no deadline, and what was left is kept") {
    Bench bench{office(), "2026-03-02 09:00", "4h"};
    bench.pause("2026-03-02 10:00", "");
    CHECK(bench.due() == "open");
    for (auto const now : {"2026-03-02 10:00", "2026-03-02 16:00", "2026-04-01 12:00"}) {
        CHECK(bench.elapsed(now) == 1h);
        CHECK(bench.remaining(now) == 3h);
        CHECK_FALSE(bench.breached(now));
    }
    bench.clock.pauses.insert(bench.clock.pauses.begin(),
                              {at(bench.calendar, "2026-03-02 09:15"),
                               at(bench.calendar, "2026-03-02 09:30"), State::waiting_customer});
    rules::reckon(bench.clock, bench.calendar);
    CHECK(bench.elapsed("2026-03-02 16:00") == 45min);
    CHECK(bench.remaining("2026-03-02 16:00") == 3h + 15min);
}

TEST_CASE("a pause that begins at or after the deadline does not move it") {
    auto const due_at_one = [] { return Bench{office(), "2026-03-02 09:00", "4h"}; };
    CHECK(due_at_one().pause("2026-03-02 13:00", "2026-03-02 14:00").due() == "2026-03-02 13:00");
    CHECK(due_at_one().pause("2026-03-02 14:00", "").due() == "2026-03-02 13:00");
    CHECK(due_at_one().pause("2026-03-02 14:00", "").breached("2026-03-02 15:00"));
}

TEST_CASE("what is overdue stands still in a pause after the deadline") {
    Bench bench{office(), "2026-03-02 09:00", "4h"};
    bench.pause("2026-03-02 14:00", "");
    CHECK(bench.remaining("2026-03-02 13:30") == -30min);
    CHECK(bench.remaining("2026-03-02 16:00") == -1h);
    CHECK(bench.elapsed("2026-03-02 16:00") == 5h);
    bench.clock.pauses.back().to = at(bench.calendar, "2026-03-02 16:00");
    CHECK(bench.remaining("2026-03-02 16:30") == -90min);
    CHECK(bench.elapsed("2026-03-02 16:30") == 5h + 30min);
}

TEST_CASE("elapsed and remaining look at an instant before a later pause as it was then") {
    Bench bench{office(), "2026-03-02 09:00", "4h"};
    bench.pause("2026-03-02 10:00", "2026-03-02 12:00");
    CHECK(bench.elapsed("2026-03-02 09:30") == 30min);
    CHECK(bench.remaining("2026-03-02 09:30") == 3h + 30min);
    CHECK(bench.remaining("2026-03-02 11:00") == 3h);
    CHECK(bench.remaining("2026-03-02 13:00") == 2h);
}

TEST_CASE("a clock without a target is measured and never late") {
    Bench const bench{office(), "2026-03-02 09:00", ""};
    CHECK(bench.elapsed("2026-03-03 10:00") == 9h);
    CHECK_FALSE(bench.remaining("2026-03-03 10:00"));
    CHECK_FALSE(bench.breached("2036-01-01"));
    CHECK_FALSE(bench.clock.original_due_at);
}

TEST_CASE("a stopped clock stands still") {
    Bench bench{office(), "2026-03-02 09:00", "4h"};
    bench.stop("2026-03-02 11:00");
    for (auto const now : {"2026-03-02 11:00", "2026-03-09 16:00"}) {
        CHECK(bench.elapsed(now) == 2h);
        CHECK(bench.remaining(now) == 2h);
        CHECK_FALSE(bench.breached(now));
    }
}

TEST_CASE("an instant before the start counts nothing") {
    Bench const bench{office(), "2026-03-02 09:00", "4h"};
    CHECK(bench.elapsed("2026-03-01") == 0s);
    CHECK(bench.remaining("2026-03-01") == 4h);
    CHECK_FALSE(bench.breached("2026-03-01"));
    CHECK(rules::explain(bench.clock, bench.calendar, at(bench.calendar, "2026-03-01")).empty());
}

TEST_CASE("business days are moved by the working time of pauses") {
    Bench bench{office(), "2026-03-02 10:00", "2bd"};
    CHECK(bench.due() == "2026-03-04 10:00");
    bench.pause("2026-03-03 09:00", "2026-03-03 11:00");
    CHECK(bench.due() == "2026-03-04 12:00");
    bench.pause("2026-03-04 11:00", "2026-03-05 11:00");  // a whole day of 8 hours
    CHECK(bench.due() == "2026-03-05 12:00");
    CHECK(bench.remaining("2026-03-05 11:30") == 30min);
    CHECK(local(bench.calendar, *bench.clock.original_due_at) == "2026-03-04 10:00");

    Bench weekend{office(), "2026-03-06 10:00", "1bd"};
    weekend.pause("2026-03-06 17:00", "2026-03-09 09:00");
    CHECK(weekend.due() == "2026-03-09 10:00");

    Bench closing{office(), "2026-03-02 10:00", "1bd@close"};
    CHECK(closing.due() == "2026-03-03 17:00");
    closing.pause("2026-03-03 16:00", "2026-03-03 16:30");
    CHECK(closing.due() == "2026-03-04 09:30");
}

TEST_CASE("a deadline past the holiday table says so, and no longer once it moves back") {
    auto spec = office();
    spec.table_end = day("2026-03-31");
    Bench bench{spec, "2026-03-30 09:00", "16h"};
    CHECK_FALSE(bench.clock.beyond_table);
    bench.pause("2026-03-31 10:00", "2026-03-31 12:00");
    CHECK(bench.clock.beyond_table);
    CHECK(bench.due() == "2026-04-01 11:00");
    bench.clock.target = parse_duration("4h");
    rules::reckon(bench.clock, bench.calendar);
    CHECK_FALSE(bench.clock.beyond_table);
}

TEST_CASE("the account of a clock names each stretch and why it did not count") {
    auto spec = office("09:00-12:00 13:00-17:00");
    spec.holidays[day("2026-03-04")] = "妇女节";
    Story story{
        {spec},
        {promise("std", {term(ClockKind::resolution, "3h", spec, {State::waiting_customer})})}};
    story.on("2026-03-02 08:00", opened(promise("std", {})));
    story.on("2026-03-02 10:00", event::Waited{State::waiting_customer});
    story.on("2026-03-03 11:00", event::Resumed{});
    story.on("2026-03-05 10:00", solved());
    CHECK(story.account(ClockKind::resolution, "2026-12-31") ==
          "03-02 08:00 03-02 09:00 closed outside hours\n"
          "03-02 09:00 03-02 10:00 3600\n"
          "03-02 10:00 03-03 11:00 paused waiting_customer\n"
          "03-03 11:00 03-03 12:00 3600\n"
          "03-03 12:00 03-03 13:00 closed outside hours\n"
          "03-03 13:00 03-03 17:00 14400\n"
          "03-03 17:00 03-04 00:00 closed outside hours\n"
          "03-04 00:00 03-05 00:00 closed holiday 妇女节\n"
          "03-05 00:00 03-05 09:00 closed outside hours\n"
          "03-05 09:00 03-05 10:00 3600\n");
    CHECK(story.elapsed(ClockKind::resolution, "2026-12-31") == 7h);
    auto const &clock = story.clock(ClockKind::resolution);
    CHECK(clock.rule == "std");
    CHECK(clock.place == "policy.toml:41");
    CHECK(clock.policy == promise("std", {}).policy);
}
