#include "support.hpp"
#include <dcc/rules/clock.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;
using Kind = ClockKind;

// Known ways to get service-level clocks wrong, each shown not to happen here. 2026-03-02 is a
// Monday.

namespace {

ServiceTerms resolving(std::string rule, std::string_view target, CalendarSpec const &spec,
                       std::uint8_t edition = 1) {
    return promise(std::move(rule),
                   {term(Kind::first_response, "", spec),
                    term(Kind::resolution, target, spec, {State::waiting_customer})},
                   edition);
}

event::Waited const wait_customer{State::waiting_customer};

}  // namespace

TEST_CASE("pitfall: pause credit is lost when the priority changes") {
    auto const spec = office();
    auto const normal = resolving("normal", "24h", spec);
    auto const urgent = resolving("urgent", "8h", spec);
    Story story{{spec}, {normal, urgent}};
    story.on("2026-03-02 09:00", opened(normal))
        .on("2026-03-02 10:00", wait_customer)
        .on("2026-03-02 13:00", event::Resumed{})
        .on("2026-03-02 14:00", triaged(urgent));
    CHECK(story.due(Kind::resolution) == "2026-03-03 12:00");  // 8h and the 3h it stood still
    CHECK(story.first_due(Kind::resolution) == "2026-03-04 17:00");
    CHECK(story.elapsed(Kind::resolution, "2026-03-02 14:00") == 2h);
    story.on("2026-03-02 15:00", triaged(normal));
    CHECK_MESSAGE(story.due(Kind::resolution) == "2026-03-05 12:00", "there and back");
    CHECK(story.first_due(Kind::resolution) == "2026-03-04 17:00");
}

TEST_CASE("pitfall: a priority that changes in a pause loses it or counts it twice") {
    auto const spec = office();
    auto const normal = resolving("normal", "24h", spec);
    auto const urgent = resolving("urgent", "8h", spec);
    auto const steady = promise("steady", {term(Kind::resolution, "8h", spec)});
    Story story{{spec}, {normal, urgent, steady}};
    story.on("2026-03-02 09:00", opened(normal))
        .on("2026-03-02 10:00", wait_customer)
        .on("2026-03-02 11:00", triaged(urgent));
    CHECK(story.stage(Kind::resolution) == "paused");
    CHECK(story.remaining(Kind::resolution, "2026-03-02 12:00") == 7h);
    story.on("2026-03-02 13:00", triaged(steady));  // which does not pause: the clock runs on
    CHECK(story.stage(Kind::resolution) == "running");
    CHECK(story.due(Kind::resolution) == "2026-03-03 12:00");
    story.on("2026-03-02 15:00", triaged(urgent));  // pauses from here on
    story.on("2026-03-02 16:00", event::Resumed{});
    CHECK(story.due(Kind::resolution) == "2026-03-03 13:00");
    CHECK(story.elapsed(Kind::resolution, "2026-03-02 16:00") == 3h);
}

TEST_CASE("pitfall: a new department loses the pauses") {
    auto const spec = office();
    auto const normal = resolving("normal", "8h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-02 09:00", opened(normal))
        .on("2026-03-02 10:00", wait_customer)
        .on("2026-03-02 11:00", assigned("tech"))
        .on("2026-03-02 12:00", event::Resumed{})
        .on("2026-03-02 13:00", assigned("billing"));
    CHECK(story.due(Kind::resolution) == "2026-03-03 11:00");
}

TEST_CASE("pitfall: a weekend of waiting is credited to a clock of business hours") {
    auto const spec = office();
    auto const normal = resolving("normal", "8h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-06 13:00", opened(normal));
    CHECK(story.due(Kind::resolution) == "2026-03-09 13:00");
    story.on("2026-03-06 17:00", wait_customer).on("2026-03-09 09:00", event::Resumed{});
    CHECK(story.due(Kind::resolution) == "2026-03-09 13:00");
    story.on("2026-03-09 12:00", wait_customer).on("2026-03-09 18:00", event::Resumed{});
    CHECK(story.due(Kind::resolution) == "2026-03-10 10:00");
}

TEST_CASE("pitfall: the time between solved and reopened is counted") {
    auto const spec = office();
    auto const normal = resolving("normal", "8h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-02 09:00", opened(normal))
        .on("2026-03-02 11:00", solved())
        .on("2026-03-12 11:00", event::Reopened{});
    CHECK(story.count(Kind::resolution) == 1);
    CHECK(story.elapsed(Kind::resolution, "2026-03-12 11:00") == 2h);
    CHECK(story.due(Kind::resolution) == "2026-03-12 17:00");
    CHECK(story.first_due(Kind::resolution) == "2026-03-02 17:00");
    CHECK_FALSE(story.breached(Kind::resolution, "2026-03-12 17:00"));
    CHECK(story.clock(Kind::resolution).pauses.at(0).reason == State::resolved);
    story.on("2026-03-12 12:00", solved())
        .on("2026-03-12 13:00", event::Closed{})
        .on("2026-03-16 09:00", event::Reopened{});
    CHECK(story.elapsed(Kind::resolution, "2026-03-16 10:00") == 4h);
    CHECK(story.clock(Kind::resolution).pauses.at(1).reason == State::closed);
}

TEST_CASE("pitfall: a deadline that was missed is forgiven by reopening") {
    auto const spec = office();
    auto const normal = resolving("normal", "2h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-02 09:00", opened(normal))
        .on("2026-03-02 12:00", solved())
        .on("2026-03-03 09:00", event::Reopened{});
    CHECK(story.due(Kind::resolution) == "2026-03-02 11:00");
    CHECK(story.breached(Kind::resolution, "2026-03-03 09:00"));
}

TEST_CASE("pitfall: editing the calendar changes a deadline in silence") {
    auto const before = office();
    auto const after = office("13:00-15:00");  // the same name, other hours
    REQUIRE(before.name == after.name);
    auto const old_rule = resolving("normal", "8h", before, 1);
    auto const new_rule = resolving("normal", "8h", after, 2);
    for (auto const &specs : {std::vector{before, after}, std::vector{after, before}}) {
        Story story{specs, {old_rule, new_rule}};
        story.on("2026-03-02 09:00", opened(old_rule))
            .on("2026-03-02 10:00", wait_customer)
            .on("2026-03-02 12:00", event::Resumed{})
            .on("2026-03-02 12:00", triaged(old_rule));
        CHECK(story.due(Kind::resolution) == "2026-03-03 11:00");
        CHECK(story.clock(Kind::resolution).calendar_print == Calendar{before}.fingerprint());
        story.on("2026-03-02 14:00", triaged(new_rule));  // on purpose, and on record
        CHECK(story.due(Kind::resolution) == "2026-03-05 15:00");
        CHECK(story.first_due(Kind::resolution) == "2026-03-02 17:00");
        CHECK(story.clock(Kind::resolution).calendar_print == Calendar{after}.fingerprint());
    }
}

TEST_CASE("pitfall: only the newest schedule is applied to old cases") {
    auto const spec = office();
    auto const last_year = resolving("normal", "8h", spec, 1);
    auto const this_year = resolving("normal", "2h", spec, 2);
    Story old_case{{spec}, {this_year, last_year}};
    old_case.on("2026-03-02 09:00", opened(last_year)).on("2026-03-02 12:00", solved());
    Story new_case{{spec}, {this_year, last_year}};
    new_case.on("2026-03-02 09:00", opened(this_year)).on("2026-03-02 12:00", solved());
    CHECK(old_case.due(Kind::resolution) == "2026-03-02 17:00");
    CHECK_FALSE(old_case.breached(Kind::resolution, "2027-01-01"));
    CHECK(old_case.clock(Kind::resolution).policy == last_year.policy);
    CHECK(new_case.due(Kind::resolution) == "2026-03-02 11:00");
    CHECK(new_case.breached(Kind::resolution, "2027-01-01"));
}

TEST_CASE("pitfall: a breach is missed because the case was solved late between two sweeps") {
    auto const spec = office();
    auto const normal = resolving("normal", "2h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-02 09:00", opened(normal)).on("2026-03-02 11:00:01", solved());
    CHECK(story.breached(Kind::resolution, "2026-03-02 11:00:01"));
    CHECK(story.breached(Kind::resolution, "2027-01-01"));
    Story in_time{{spec}, {normal}};
    in_time.on("2026-03-02 09:00", opened(normal)).on("2026-03-02 11:00", solved());
    CHECK_FALSE(in_time.breached(Kind::resolution, "2027-01-01"));
}

TEST_CASE("pitfall: looking at a clock, often or late, changes it") {
    auto const spec = office();
    auto const normal = resolving("normal", "2h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-02 09:00", opened(normal));
    auto const before = story.item();
    for (auto const now : {"2026-03-02 10:00", "2026-03-02 12:00", "2026-03-02 10:00"}) {
        (void)story.account(Kind::resolution, now);
        (void)story.remaining(Kind::resolution, now);
        (void)story.breached(Kind::resolution, now);
    }
    CHECK(story.item() == before);
}

TEST_CASE("pitfall: lunch is worked, or a pause over lunch is credited") {
    auto const spec = office("09:00-12:00 13:00-17:00");
    auto const normal = resolving("normal", "4h", spec);
    Story story{{spec}, {normal}};
    story.on("2026-03-02 10:00", opened(normal));
    CHECK(story.due(Kind::resolution) == "2026-03-02 15:00");
    CHECK(story.elapsed(Kind::resolution, "2026-03-02 12:30") == 2h);
    story.on("2026-03-02 12:00", wait_customer).on("2026-03-02 13:00", event::Resumed{});
    CHECK(story.due(Kind::resolution) == "2026-03-02 15:00");
    story.on("2026-03-02 13:30", wait_customer).on("2026-03-03 09:30", event::Resumed{});
    CHECK(story.due(Kind::resolution) == "2026-03-03 11:00");
    CHECK(story.account(Kind::resolution, "2026-03-02 13:15") ==
          "03-02 10:00 03-02 12:00 7200\n"
          "03-02 12:00 03-02 13:00 paused waiting_customer\n"
          "03-02 13:00 03-02 13:15 900\n");
}

TEST_CASE("pitfall: an update clock overrides a first response that is due later") {
    auto const spec = office();
    auto const rule =
        promise("normal", {term(Kind::first_response, "8h", spec), term(Kind::update, "1h", spec)});
    Story story{{spec}, {rule}};
    story.on("2026-03-02 09:00", opened(rule))
        .on("2026-03-02 10:00", event::Received{"", false, "?"});
    CHECK(story.count(Kind::update) == 0);
    CHECK(story.local(next_due(story.item())) == "2026-03-02 17:00");
    story.on("2026-03-02 14:00", event::Replied{"!"});
    CHECK(story.local(next_due(story.item())) == "2026-03-02 15:00");
}

TEST_CASE("pitfall: a deadline goes on after the target is removed") {
    auto const spec = office();
    auto const normal = resolving("normal", "2h", spec);
    auto const none = resolving("none", "", spec);
    Story story{{spec}, {normal, none}};
    story.on("2026-03-02 09:00", opened(normal)).on("2026-03-02 10:00", triaged(none));
    CHECK_FALSE(next_due(story.item()));
    CHECK(story.due(Kind::resolution) == "never");
    CHECK(story.first_due(Kind::resolution) == "2026-03-02 11:00");
    CHECK_FALSE(story.remaining(Kind::resolution, "2026-03-02 12:00"));
    CHECK_FALSE(story.breached(Kind::resolution, "2027-01-01"));
    CHECK(story.elapsed(Kind::resolution, "2026-03-02 12:00") == 3h);
    story.on("2026-03-02 12:00", triaged(normal));
    CHECK(story.breached(Kind::resolution, "2026-03-02 12:00"));
}

TEST_CASE("pitfall: a rule without the clock at all leaves its deadline behind") {
    auto const spec = office();
    auto const full =
        promise("full", {term(Kind::next_response, "1h", spec), term(Kind::update, "2h", spec)});
    auto const empty = promise("empty", {});
    Story story{{spec}, {full, empty}};
    story.on("2026-03-02 09:00", opened(full))
        .on("2026-03-02 10:00", event::Replied{"!"})
        .on("2026-03-02 10:30", event::Received{"", false, "?"})
        .on("2026-03-02 11:00", triaged(empty));
    CHECK_FALSE(next_due(story.item()));
    CHECK_FALSE(story.breached(Kind::next_response, "2027-01-01"));
    CHECK_FALSE(story.breached(Kind::update, "2027-01-01"));
}

TEST_CASE("pitfall: summer time shifts deadlines by its hour") {
    auto spec = weekdays("Europe/Berlin", "09:00-17:00");
    spec.name = "berlin";
    auto const hours = resolving("hours", "8h", spec);
    Story story{{spec}, {hours}, "Europe/Berlin"};
    story.on("2026-03-27 13:00", opened(hours));  // the Friday before the clocks go forward
    CHECK(story.due(Kind::resolution) == "2026-03-30 13:00");
    CHECK(story.elapsed(Kind::resolution, "2026-03-30 09:00") == 4h);

    auto const days = resolving("days", "1bd", spec);
    Story by_day{{spec}, {days}, "Europe/Berlin"};
    by_day.on("2026-10-23 13:37", opened(days));  // the Friday before they go back
    CHECK(by_day.due(Kind::resolution) == "2026-10-26 13:37");

    auto all_day = always("Europe/Berlin");
    auto const day_and_night = resolving("24x7", "24h", all_day);
    Story round{{all_day}, {day_and_night}, "Europe/Berlin"};
    round.on("2026-03-28 12:00", opened(day_and_night));
    CHECK(round.due(Kind::resolution) == "2026-03-29 13:00");
    round.on("2026-03-29 01:30", wait_customer).on("2026-03-29 03:30", event::Resumed{});
    CHECK_MESSAGE(round.due(Kind::resolution) == "2026-03-29 14:00", "that pause took one hour");
    CHECK(round.elapsed(Kind::resolution, "2026-03-29 14:00") == 24h);
}

TEST_CASE("pitfall: a policy edit moves clocks by itself") {
    auto const spec = office();
    auto const kept = resolving("normal", "8h", spec, 1);
    auto const edited = resolving("normal", "1h", spec, 2);
    Story story{{spec}, {kept, edited}};
    story.on("2026-03-02 09:00", opened(kept))
        .on("2026-03-02 10:00", triaged(kept))
        .on("2026-03-02 11:00", wait_customer)
        .on("2026-03-02 12:00", event::Resumed{})
        .on("2026-03-02 13:00", solved())
        .on("2026-03-02 14:00", event::Reopened{});
    auto const &clock = story.clock(Kind::resolution);
    CHECK(clock.policy == kept.policy);
    CHECK(story.local(clock.due_at) == "2026-03-03 11:00");
}
