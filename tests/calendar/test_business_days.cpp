#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/calendar/calendar.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;

// November 2026: the 20th is a Friday, the 23rd a Monday.

namespace {

std::string due(Calendar const &calendar, char const *from, char const *duration) {
    return local(calendar, calendar.due(at(calendar, from), parse_duration(duration)).at);
}

std::string back(Calendar const &calendar, char const *until, char const *duration) {
    return local(calendar, calendar.back(at(calendar, until), parse_duration(duration)));
}

Calendar office() {
    auto spec = weekdays("Asia/Shanghai", "09:00-12:00 13:00-18:00");
    spec.holidays[day("2026-11-25")] = "";  // Wednesday
    return Calendar{spec};
}

}  // namespace

TEST_CASE("business days keep the civil time") {
    auto const calendar = office();
    CHECK(due(calendar, "2026-11-19 10:15", "1bd") == "2026-11-20 10:15");
    CHECK(due(calendar, "2026-11-20 10:15", "1bd") == "2026-11-23 10:15");
    CHECK(due(calendar, "2026-11-20 10:15", "3bd") == "2026-11-26 10:15");
    CHECK(due(calendar, "2026-11-20 10:15", "0bd") == "2026-11-20 10:15");
    CHECK(due(calendar, "2026-11-20 18:00", "1bd") == "2026-11-23 18:00");
}

TEST_CASE("a civil time outside the day's hours moves to its nearest open instant") {
    auto const calendar = office();
    CHECK(due(calendar, "2026-11-19 20:00", "1bd") == "2026-11-20 18:00");
    CHECK(due(calendar, "2026-11-19 07:00", "1bd") == "2026-11-20 09:00");
    CHECK(due(calendar, "2026-11-19 12:10", "1bd") == "2026-11-20 12:00");
    CHECK(due(calendar, "2026-11-19 12:50", "1bd") == "2026-11-20 13:00");
    CHECK(due(calendar, "2026-11-19 12:30", "1bd") == "2026-11-20 12:00");
    CHECK(due(calendar, "2026-11-19 00:00", "1bd") == "2026-11-20 09:00");
}

TEST_CASE("the start and the end of a day follow the convention") {
    using enum OutsideHours;
    auto const calendar = office();
    struct Row {
        OutsideHours outside;
        char const *cutoff, *from, *duration, *due;
    };
    static constexpr Row rows[] = {
        // the 19th is a Thursday
        {nearest, "", "2026-11-19 20:00", "1bd", "2026-11-20 18:00"},
        {next_opening, "", "2026-11-19 20:00", "1bd", "2026-11-23 09:00"},
        {same_time, "", "2026-11-19 20:00", "1bd", "2026-11-20 20:00"},
        {next_opening, "", "2026-11-19 07:00", "1bd", "2026-11-20 09:00"},
        {same_time, "", "2026-11-19 07:00", "1bd", "2026-11-20 07:00"},
        {next_opening, "", "2026-11-19 12:30", "1bd", "2026-11-20 13:00"},
        {same_time, "", "2026-11-19 12:30", "1bd", "2026-11-20 12:30"},
        // closing time is outside hours for those who ask
        {nearest, "", "2026-11-19 18:00", "1bd", "2026-11-20 18:00"},
        {next_opening, "", "2026-11-19 18:00", "1bd", "2026-11-23 09:00"},
        {next_opening, "", "2026-11-19 17:59:59", "1bd", "2026-11-20 17:59:59"},
        // a closed day
        {next_opening, "", "2026-11-21 15:00", "1bd", "2026-11-24 09:00"},
        {same_time, "", "2026-11-21 15:00", "1bd", "2026-11-23 15:00"},
        {same_time, "", "2026-11-21 15:00", "2bd@close", "2026-11-24 18:00"},
        {same_time, "", "2026-11-24 20:00", "1bd", "2026-11-26 20:00"},
        // no days
        {same_time, "", "2026-11-19 20:00", "0bd", "2026-11-19 20:00"},
        {same_time, "", "2026-11-21 15:00", "0bd@close", "2026-11-23 18:00"},
        {same_time, "", "2026-11-19 20:00", "0bd@close", "2026-11-20 18:00"},
        {next_opening, "", "2026-11-19 12:30", "0bd", "2026-11-19 13:00"},
        // a cut-off
        {nearest, "17h", "2026-11-19 16:59:59", "1bd", "2026-11-20 16:59:59"},
        {nearest, "17h", "2026-11-19 17:00", "1bd", "2026-11-23 09:00"},
        {same_time, "17h", "2026-11-19 17:00", "1bd", "2026-11-23 09:00"},
        {next_opening, "17h", "2026-11-20 17:00", "0bd@close", "2026-11-23 18:00"},
        {same_time, "17h", "2026-11-21 16:00", "1bd", "2026-11-23 16:00"},
        {same_time, "17h", "2026-11-21 17:00", "1bd", "2026-11-24 09:00"},
        {nearest, "17h", "2026-11-24 17:00", "1bd", "2026-11-27 09:00"},
        {nearest, "17h", "2026-11-19 17:00", "4h", "2026-11-20 12:00"},
    };
    for (auto const &row : rows) {
        CAPTURE(row.from);
        CAPTURE(row.due);
        DayCount days{row.outside, {}};
        if (*row.cutoff) days.cutoff = parse_duration(row.cutoff);
        CHECK(local(calendar,
                    calendar.due(at(calendar, row.from), parse_duration(row.duration), days).at) ==
              row.due);
    }
}

TEST_CASE("a cut-off counts for the evening in which a night shift began") {
    Calendar const night{weekdays("Asia/Shanghai", "22:00-26:00")};
    DayCount const days{OutsideHours::nearest, parse_duration("23h")};
    auto const due = [&](char const *from) {
        return local(night, night.due(at(night, from), parse_duration("1bd"), days).at);
    };
    CHECK(due("2026-11-16 22:30") == "2026-11-17 22:30");
    CHECK(due("2026-11-16 23:00") == "2026-11-18 22:00");
    CHECK(due("2026-11-17 01:00") == "2026-11-18 22:00");
}

TEST_CASE("a start on a closed day counts from the next opening") {
    auto const calendar = office();
    CHECK(due(calendar, "2026-11-21 15:00", "1bd") == "2026-11-24 09:00");
    CHECK(due(calendar, "2026-11-21 15:00", "0bd") == "2026-11-23 09:00");
    CHECK(due(calendar, "2026-11-21 15:00", "0bd@close") == "2026-11-23 18:00");
    CHECK(due(calendar, "2026-11-25 10:00", "1bd@close") == "2026-11-27 18:00");
}

TEST_CASE("no business days: after hours counts from the next opening, never before the start") {
    auto const calendar = office();
    CHECK(due(calendar, "2026-11-20 20:00", "0bd") == "2026-11-23 09:00");
    CHECK(due(calendar, "2026-11-20 20:00", "0bd@close") == "2026-11-23 18:00");
    CHECK(due(calendar, "2026-11-20 18:00", "0bd") == "2026-11-20 18:00");
    CHECK(due(calendar, "2026-11-20 18:00", "0bd@close") == "2026-11-20 18:00");
    CHECK(due(calendar, "2026-11-20 07:00", "0bd") == "2026-11-20 09:00");
    CHECK(due(calendar, "2026-11-20 12:10", "0bd") == "2026-11-20 13:00");
    CHECK(due(calendar, "2026-11-20 10:00", "0bd@close") == "2026-11-20 18:00");
}

TEST_CASE("@close is the day's last closing") {
    auto const calendar = office();
    CHECK(due(calendar, "2026-11-20 10:15", "3bd@close") == "2026-11-26 18:00");
    CHECK(due(calendar, "2026-11-20 20:00", "1bd@close") == "2026-11-23 18:00");
}

TEST_CASE("make-up days and exceptions with hours are business days") {
    auto spec = weekdays("Asia/Shanghai", "09:00-18:00");
    spec.workdays[day("2026-11-21")] = std::chrono::Monday;
    spec.exceptions[day("2026-11-22")] = hours("10:00-12:00");
    spec.exceptions[day("2026-11-23")] = {};
    Calendar const calendar{spec};
    CHECK(due(calendar, "2026-11-20 15:00", "1bd") == "2026-11-21 15:00");
    CHECK(due(calendar, "2026-11-20 15:00", "2bd") == "2026-11-22 12:00");
    CHECK(due(calendar, "2026-11-20 15:00", "3bd") == "2026-11-24 15:00");
}

TEST_CASE("a start in a night shift belongs to the evening on which it opened") {
    auto const calendar = Calendar{weekdays("Asia/Shanghai", "22:00-26:00")};
    CHECK(due(calendar, "2026-11-20 01:00", "1bd") == "2026-11-21 01:00");  // Thursday's shift
    CHECK(due(calendar, "2026-11-21 01:00", "1bd") == "2026-11-24 01:00");  // Friday's shift
    CHECK(due(calendar, "2026-11-21 01:00", "0bd@close") == "2026-11-21 02:00");
    CHECK(due(calendar, "2026-11-20 23:00", "1bd@close") == "2026-11-24 02:00");
    CHECK(due(calendar, "2026-11-21 03:00", "1bd") == "2026-11-24 22:00");
    CHECK(back(calendar, "2026-11-24 01:00", "1bd") == "2026-11-21 01:00");
}

TEST_CASE("going back is the mirror") {
    auto const calendar = office();
    CHECK(back(calendar, "2026-11-20 10:15", "1bd") == "2026-11-19 10:15");
    CHECK(back(calendar, "2026-11-26 10:15", "3bd") == "2026-11-20 10:15");
    CHECK(back(calendar, "2026-11-23 20:00", "1bd") == "2026-11-20 18:00");
    CHECK(back(calendar, "2026-11-22 10:00", "1bd") == "2026-11-19 18:00");
    CHECK(back(calendar, "2026-11-22 10:00", "0bd") == "2026-11-20 18:00");
    CHECK(back(calendar, "2026-11-23 07:00", "0bd") == "2026-11-20 18:00");
    CHECK(back(calendar, "2026-11-23 20:00", "0bd") == "2026-11-23 18:00");
    CHECK(back(calendar, "2026-11-23 12:50", "0bd") == "2026-11-23 12:00");
    CHECK_THROWS_AS(back(calendar, "2026-11-23 10:00", "1bd@close"), Error);
}

TEST_CASE("business days keep the civil time across a change of clocks") {
    auto const calendar = Calendar{weekdays("America/New_York", "09:00-17:00")};
    CHECK(due(calendar, "2025-03-07 10:00", "1bd") == "2025-03-10 10:00");
    CHECK(due(calendar, "2025-10-31 10:00", "1bd") == "2025-11-03 10:00");
}

TEST_CASE("a day that the clocks leave out is no business day") {
    auto spec = always("Pacific/Apia");
    for (auto &one : spec.week) one = hours("09:00-17:00");
    Calendar const calendar{spec};
    CHECK(due(calendar, "2011-12-29 10:00", "1bd") == "2011-12-31 10:00");
    CHECK(back(calendar, "2011-12-31 10:00", "1bd") == "2011-12-29 10:00");
}

TEST_CASE("business days are bounded") {
    auto const calendar = office();
    CHECK_THROWS_AS(due(calendar, "2180-01-01 10:00", "36525bd"), Error);
    CHECK_THROWS_AS(back(calendar, "1920-01-01 10:00", "36525bd"), Error);
    CHECK(due(calendar, "2026-11-20 10:15", "1300bd") == "2031-11-17 10:15");
}
