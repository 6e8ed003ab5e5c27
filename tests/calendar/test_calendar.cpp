#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/calendar/calendar.hpp>

#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;

// November 2026: the 20th is a Friday, the 23rd a Monday.

namespace {

struct Office {
    Calendar calendar{weekdays("Asia/Shanghai", "09:00-12:00 13:00-18:00")};

    std::string due(char const *from, Seconds duration) const {
        return local(calendar, calendar.due(at(calendar, from), duration).at);
    }
    std::string back(char const *until, Seconds duration) const {
        return local(calendar, calendar.back(at(calendar, until), duration));
    }
    Seconds elapsed(char const *from, char const *to) const {
        return calendar.elapsed(at(calendar, from), at(calendar, to));
    }
};

}  // namespace

TEST_CASE_FIXTURE(Office, "elapsed counts working seconds, negative when turned round") {
    CHECK(elapsed("2026-11-20 09:00", "2026-11-20 10:30") == 90min);
    CHECK(elapsed("2026-11-20 17:00", "2026-11-23 10:00") == 2h);
    CHECK(elapsed("2026-11-21 00:00", "2026-11-23 00:00") == 0s);
    CHECK(elapsed("2026-11-23 10:00", "2026-11-20 17:00") == -2h);
    CHECK(elapsed("2026-11-20 09:00", "2026-11-20 09:00") == 0s);
    CHECK(elapsed("2026-11-16", "2026-11-23") == 5 * 8h);
}

TEST_CASE_FIXTURE(Office, "lunch breaks are not counted") {
    CHECK(elapsed("2026-11-20 11:30", "2026-11-20 13:30") == 1h);
    CHECK(due("2026-11-20 11:30", 1h) == "2026-11-20 13:30");
    CHECK(due("2026-11-20 12:30", 1h) == "2026-11-20 14:00");
    CHECK(back("2026-11-20 13:30", 1h) == "2026-11-20 11:30");
}

TEST_CASE_FIXTURE(Office, "work that ends exactly at closing is due at closing") {
    CHECK(due("2026-11-20 17:00", 1h) == "2026-11-20 18:00");
    CHECK(due("2026-11-20 17:00", 1h + 1s) == "2026-11-23 09:00:01");
    CHECK(due("2026-11-20 11:00", 1h) == "2026-11-20 12:00");
    CHECK(due("2026-11-21 15:00", 8h) == "2026-11-23 18:00");
    CHECK(due("2026-11-20 18:00", 1s) == "2026-11-23 09:00:01");
}

TEST_CASE_FIXTURE(Office, "no work is due at once, even outside hours") {
    CHECK(due("2026-11-21 15:00", 0s) == "2026-11-21 15:00");
    CHECK(due("2026-11-20 12:30", 0s) == "2026-11-20 12:30");
    CHECK(back("2026-11-21 15:00", 0s) == "2026-11-21 15:00");
}

TEST_CASE_FIXTURE(Office, "back gives the latest start") {
    CHECK(back("2026-11-23 10:00", 2h) == "2026-11-20 17:00");
    CHECK(back("2026-11-23 10:00", 1h) == "2026-11-23 09:00");
    CHECK(back("2026-11-22 10:00", 1h) == "2026-11-20 17:00");
    CHECK(back("2026-11-20 14:00", 4h) == "2026-11-20 09:00");
}

TEST_CASE_FIXTURE(Office, "hours are half-open") {
    auto const open = [&](char const *t) { return calendar.is_open(at(calendar, t)); };
    CHECK(open("2026-11-20 09:00"));
    CHECK(open("2026-11-20 11:59:59"));
    CHECK_FALSE(open("2026-11-20 12:00"));
    CHECK_FALSE(open("2026-11-20 08:59:59"));
    CHECK_FALSE(open("2026-11-21 10:00"));
}

TEST_CASE_FIXTURE(Office, "the next opening is now when open, the next closing is always ahead") {
    auto const next_open = [&](char const *t) {
        return local(calendar, calendar.next_open(at(calendar, t)));
    };
    auto const next_close = [&](char const *t) {
        return local(calendar, calendar.next_close(at(calendar, t)).value());
    };
    CHECK(next_open("2026-11-20 10:00") == "2026-11-20 10:00");
    CHECK(next_open("2026-11-20 12:00") == "2026-11-20 13:00");
    CHECK(next_open("2026-11-20 18:00") == "2026-11-23 09:00");
    CHECK(next_close("2026-11-20 10:00") == "2026-11-20 12:00");
    CHECK(next_close("2026-11-20 12:00") == "2026-11-20 18:00");
    CHECK(next_close("2026-11-20 18:00") == "2026-11-23 12:00");
}

TEST_CASE_FIXTURE(Office, "negative durations are refused") {
    auto const t = at(calendar, "2026-11-20 10:00");
    CHECK_THROWS_WITH_AS(calendar.due(t, -1s), "calendar \"test\": a duration cannot be negative",
                         Error);
    CHECK_THROWS_AS(calendar.back(t, -1s), Error);
    CHECK_THROWS_AS(calendar.due(t, Duration{0s, -1, true, false}), Error);
    CHECK_THROWS_AS(calendar.back(t, Duration{0s, -1, true, false}), Error);
}

TEST_CASE("an exception wins over a make-up day, a make-up day over a holiday") {
    auto spec = weekdays("Asia/Shanghai", "09:00-18:00");
    spec.week[6] = hours("10:00-14:00");
    spec.holidays[day("2026-11-20")] = "";
    spec.workdays[day("2026-11-20")] = std::chrono::Saturday;
    spec.holidays[day("2026-11-19")] = "";
    spec.exceptions[day("2026-11-18")] = hours("09:00-10:00");
    spec.workdays[day("2026-11-18")] = std::chrono::Monday;
    Calendar const calendar{spec};
    auto const worked = [&](char const *date) {
        return calendar.elapsed(at(calendar, date), at(calendar, date) + 24h);
    };
    CHECK(worked("2026-11-17") == 9h);
    CHECK(worked("2026-11-18") == 1h);
    CHECK(worked("2026-11-19") == 0h);
    CHECK(worked("2026-11-20") == 4h);
    CHECK(worked("2026-11-21") == 4h);
}

TEST_CASE("make-up days of the Spring Festival 2025 are worked, the festival is not") {
    auto spec = weekdays("Asia/Shanghai", "09:00-18:00");
    for (auto d = day("2025-01-28"); d <= day("2025-02-04"); d += std::chrono::days{1}) {
        spec.holidays[d] = "春节";
    }
    spec.workdays[day("2025-01-26")] = std::chrono::Monday;
    spec.workdays[day("2025-02-08")] = std::chrono::Monday;
    Calendar const calendar{spec};
    auto const due = [&](char const *from, Seconds duration) {
        return local(calendar, calendar.due(at(calendar, from), duration).at);
    };
    CHECK(due("2025-01-24 17:00", 2h) == "2025-01-26 10:00");
    CHECK(due("2025-01-27 17:00", 2h) == "2025-02-05 10:00");
    CHECK(due("2025-02-07 17:00", 2h) == "2025-02-08 10:00");
    CHECK(calendar.elapsed(at(calendar, "2025-01-26"), at(calendar, "2025-02-09")) == 6 * 9h);
}

TEST_CASE("a night shift runs into the next day and belongs to the day it opens on") {
    auto spec = weekdays("Asia/Shanghai", "22:00-26:00");
    spec.holidays[day("2026-11-18")] = "";  // Wednesday
    Calendar const calendar{spec};
    auto const open = [&](char const *t) { return calendar.is_open(at(calendar, t)); };
    CHECK(open("2026-11-18 01:00"));        // Tuesday's shift
    CHECK_FALSE(open("2026-11-18 22:30"));  // closed
    CHECK_FALSE(open("2026-11-19 01:00"));
    CHECK(open("2026-11-21 01:59:59"));  // Friday's
    CHECK_FALSE(open("2026-11-21 02:00"));
    CHECK_FALSE(open("2026-11-23 01:00"));  // Sunday has none
    CHECK(local(calendar, calendar.due(at(calendar, "2026-11-17 23:00"), 5h).at) ==
          "2026-11-20 00:00");
    CHECK(local(calendar, calendar.back(at(calendar, "2026-11-20 00:00"), 3h)) ==
          "2026-11-18 01:00");
}

TEST_CASE("a night shift at New Year is counted whichever year is asked about") {
    auto spec = always("Asia/Shanghai");
    for (auto &one : spec.week) one = hours("22:00-26:00");
    Calendar const old_year{spec};
    CHECK(local(old_year, old_year.due(at(old_year, "2025-12-31 23:00"), 2h).at) ==
          "2026-01-01 01:00");
    Calendar const new_year{spec};
    CHECK(new_year.is_open(at(new_year, "2026-01-01 01:00")));
    CHECK(local(new_year, new_year.back(at(new_year, "2026-01-01 01:00"), 2h)) ==
          "2025-12-31 23:00");
}

TEST_CASE("an exception after a night shift: the shift stays, the overlap counts once") {
    auto spec = weekdays("Asia/Shanghai", "22:00-26:00");
    spec.exceptions[day("2026-11-18")] = hours("01:00-04:00");
    spec.exceptions[day("2026-11-20")] = {};
    Calendar const calendar{spec};
    auto const elapsed = [&](char const *from, char const *to) {
        return calendar.elapsed(at(calendar, from), at(calendar, to));
    };
    CHECK(elapsed("2026-11-17 22:00", "2026-11-18 22:00") == 6h);
    CHECK(elapsed("2026-11-18 22:00", "2026-11-19 22:00") == 0h);  // the exception has no night
    CHECK(elapsed("2026-11-20 00:00", "2026-11-20 22:00") == 2h);  // Thursday's shift
    CHECK(elapsed("2026-11-20 22:00", "2026-11-21 22:00") == 0h);
}

TEST_CASE("openings that touch are one") {
    auto const calendar = Calendar{weekdays("UTC", "09:00-12:00 12:00-24:00")};
    CHECK(calendar.is_open(at(calendar, "2026-11-20 12:00")));
    CHECK(calendar.next_close(at(calendar, "2026-11-20 10:00")) == at(calendar, "2026-11-21"));
    auto const week = Calendar{weekdays("UTC", "00:00-24:00")};
    CHECK(week.next_close(at(week, "2026-11-18 10:00")) == at(week, "2026-11-21"));
}

TEST_CASE("days that begin at midnight join the day before") {
    auto const calendar = Calendar{weekdays("Asia/Shanghai", "00:00-08:00")};
    CHECK(calendar.is_open(at(calendar, "2026-11-20")));
    CHECK(local(calendar, calendar.due(at(calendar, "2026-11-19 23:00"), 8h).at) ==
          "2026-11-20 08:00");
    CHECK(local(calendar, calendar.due(at(calendar, "2026-11-20 00:00"), 9h).at) ==
          "2026-11-23 01:00");
    CHECK(local(calendar, calendar.back(at(calendar, "2026-11-20 00:00"), 1h)) ==
          "2026-11-19 07:00");
}

TEST_CASE("a day of 24 hours has 23 or 25 when the clocks change") {
    auto const calendar = Calendar{always("Europe/Berlin")};
    auto const length = [&](char const *from, char const *to) {
        return calendar.elapsed(at(calendar, from), at(calendar, to));
    };
    CHECK(length("2024-03-31", "2024-04-01") == 23h);
    CHECK(length("2024-10-27", "2024-10-28") == 25h);
    CHECK(length("2024-06-01", "2024-06-02") == 24h);
    CHECK(local(calendar, calendar.due(at(calendar, "2024-03-30 12:00"), 24h).at) ==
          "2024-03-31 13:00");
}

TEST_CASE("clock changes shift no minute of office hours") {
    auto const calendar = Calendar{weekdays("America/New_York", "09:00-17:00")};
    CHECK(calendar.due(at(calendar, "2025-03-07 16:00"), 2h).at == utc("2025-03-10T14:00:00Z"));
    CHECK(calendar.due(at(calendar, "2025-10-31 16:00"), 2h).at == utc("2025-11-03T15:00:00Z"));
    CHECK(calendar.elapsed(at(calendar, "2025-03-03"), at(calendar, "2025-03-17")) == 10 * 8h);
}

TEST_CASE(
    "an opening in a skipped hour begins at the change, in a repeated hour at the first pass") {
    auto spec = always("Europe/Berlin");
    for (auto &one : spec.week) one = hours("02:30-05:00");
    Calendar const calendar{spec};
    auto const worked = [&](char const *date) {
        return calendar.elapsed(at(calendar, date), at(calendar, date) + 20h);
    };
    CHECK(worked("2024-03-30") == 2h + 30min);
    CHECK(worked("2024-03-31") == 2h);
    CHECK(worked("2024-10-27") == 3h + 30min);
    CHECK(calendar.next_open(at(calendar, "2024-03-31")) == utc("2024-03-31T01:00:00Z"));
    CHECK(calendar.next_open(at(calendar, "2024-10-27")) == utc("2024-10-27T00:30:00Z"));

    for (auto &one : spec.week) one = hours("01:00-02:30");
    Calendar const early{spec};
    CHECK(early.next_close(at(early, "2024-03-31 01:30")) == utc("2024-03-31T01:00:00Z"));
    CHECK(early.next_close(at(early, "2024-10-27 01:30")) == utc("2024-10-27T00:30:00Z"));
    CHECK_FALSE(early.is_open(utc("2024-10-27T01:15:00Z")));  // 02:15 for the second time
}

TEST_CASE("hours that lie wholly in a skipped hour are none") {
    auto spec = always("Europe/Berlin");
    for (auto &one : spec.week) one = hours("02:10-02:50");
    Calendar const calendar{spec};
    CHECK(calendar.elapsed(at(calendar, "2024-03-31"), at(calendar, "2024-04-01")) == 0s);
    CHECK(local(calendar, calendar.next_open(at(calendar, "2024-03-31"))) == "2024-04-01 02:10");
}

TEST_CASE("the day that Samoa left out has no hours") {
    auto const calendar = Calendar{always("Pacific/Apia")};
    CHECK(calendar.elapsed(at(calendar, "2011-12-29"), at(calendar, "2012-01-01")) == 48h);
    auto const office = Calendar{weekdays("Pacific/Apia", "09:00-17:00")};
    // Thursday the 29th is followed by Saturday the 31st.
    CHECK(office.elapsed(at(office, "2011-12-26"), at(office, "2012-01-02")) == 4 * 8h);
    CHECK(local(office, office.due(at(office, "2011-12-29 16:00"), 2h).at) == "2012-01-02 10:00");
}

TEST_CASE("a day that begins with a skipped hour begins at the change") {
    auto const calendar = Calendar{always("America/Sao_Paulo")};
    CHECK(calendar.elapsed(at(calendar, "2017-10-15"), at(calendar, "2017-10-16")) == 23h);
    CHECK(calendar.elapsed(at(calendar, "2018-02-17"), at(calendar, "2018-02-18")) == 25h);
}

TEST_CASE("a deadline past the holiday table is given with a warning") {
    auto spec = weekdays("Asia/Shanghai", "09:00-18:00");
    spec.table_end = day("2026-12-31");
    Calendar const calendar{spec};
    CHECK_FALSE(calendar.due(at(calendar, "2026-12-31 17:00"), 1h).beyond_table);
    auto const next_year = calendar.due(at(calendar, "2026-12-31 17:00"), 2h);
    CHECK(next_year == Due{at(calendar, "2027-01-01 10:00"), true});
    CHECK(calendar.due(at(calendar, "2026-12-31 17:00"), parse_duration("1bd")).beyond_table);
    CHECK_FALSE(calendar.beyond_table(at(calendar, "2026-12-31 23:59:59")));
    CHECK(calendar.beyond_table(at(calendar, "2027-01-01")));
    Calendar const endless{weekdays("Asia/Shanghai", "09:00-18:00")};
    CHECK_FALSE(endless.due(at(endless, "2026-12-31 17:00"), 20000h).beyond_table);
}

TEST_CASE("a calendar that never opens again is an error, not an endless search") {
    CalendarSpec spec;
    spec.name = "once";
    spec.exceptions[day("2020-05-04")] = hours("09:00-17:00");
    Calendar const calendar{spec};
    CHECK(calendar.due(utc("2020-05-01T00:00:00Z"), 8h).at == utc("2020-05-04T17:00:00Z"));
    CHECK(calendar.elapsed(utc("2000-01-01T00:00:00Z"), utc("2100-01-01T00:00:00Z")) == 8h);
    auto const after = utc("2020-05-05T00:00:00Z");
    auto const message =
        "calendar \"once\": it does not open within 20 years of 2020-05-05T00:00:00Z";
    CHECK_THROWS_WITH_AS(calendar.due(after, 1s), message, Error);
    CHECK_THROWS_WITH_AS(calendar.next_open(after), message, Error);
    CHECK_THROWS_WITH_AS(calendar.next_close(after), message, Error);
    CHECK_THROWS_AS(calendar.due(after, parse_duration("1bd")), Error);
    CHECK_FALSE(calendar.is_open(after));
    CHECK_THROWS_AS(calendar.due(utc("1990-01-01T00:00:00Z"), 1s), Error);
    CHECK(calendar.due(utc("2001-01-01T00:00:00Z"), 1s).at == utc("2020-05-04T09:00:01Z"));
    CHECK_THROWS_AS(calendar.back(utc("2020-05-04T09:00:00Z"), 1s), Error);
}

TEST_CASE("the horizon is bounded") {
    auto const calendar = Calendar{always("UTC")};
    auto const t = utc("2026-11-20T00:00:00Z");
    CHECK(calendar.due(t, 24h * 36525).at == t + 24h * 36525);
    CHECK_THROWS_WITH_AS(
        calendar.due(t, 24h * 365 * 200),
        "calendar \"test\": the deadline from 2026-11-20T00:00:00Z lies past the year 2200", Error);
    CHECK_THROWS_AS(calendar.due(t, Seconds::max()), Error);
    CHECK_THROWS_AS(calendar.back(t, Seconds::max()), Error);
    CHECK_THROWS_AS(calendar.due(Instant::max(), 1s), Error);
    CHECK_THROWS_AS(calendar.elapsed(Instant::min(), t), Error);
    CHECK(calendar.next_close(t) == std::nullopt);
    CHECK(calendar.next_open(t) == t);
    CHECK(calendar.due(utc("1900-01-01T00:00:00Z"), 1s).at == utc("1900-01-01T00:00:01Z"));
    CHECK(calendar.due(utc("2200-12-31T23:59:58Z"), 1s).at == utc("2200-12-31T23:59:59Z"));
    CHECK_THROWS_AS(calendar.due(utc("2200-12-31T23:59:58Z"), 2s), Error);
}

TEST_CASE("several threads may ask one calendar about years not yet tabled") {
    Calendar const calendar{weekdays("Europe/Berlin", "09:00-17:00")};
    Calendar const alone{calendar.spec()};
    auto const start = utc("2024-01-01T00:00:00Z");
    auto const expected = alone.elapsed(start, start + 24h * 365 * 60);
    std::vector<Seconds> results(4);
    {
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < results.size(); ++i) {
            threads.emplace_back([&, i] {
                auto t = start;
                for (int year = 0; year < 60; ++year) {
                    auto const next = t + 24h * 365;
                    results[i] += calendar.elapsed(t, next);
                    t = next;
                }
            });
        }
        for (auto &thread : threads) thread.join();
    }
    for (auto const result : results) CHECK(result == expected);
}
