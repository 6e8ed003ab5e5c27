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
