#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/calendar/spoken_time.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// Monday, 2026-11-30, 10:20 in Shanghai.
Instant const now = parse_rfc3339("2026-11-30T10:20:00+08:00").value();

CalendarSpec office_hours() {
    CalendarSpec spec;
    spec.name = "office";
    spec.zone = "Asia/Shanghai";
    for (unsigned day = 1; day <= 5; ++day)
        spec.week[day] = {{std::chrono::hours{9}, std::chrono::hours{18}}};
    return spec;
}

// "2026-12-01 14:00:00", or "2026-12-01 00:00:00 … 2026-12-02 00:00:00" of a span; "none" when the
// text is not a time.
std::string meant(std::string_view text, CalendarSpec const *hours = nullptr) {
    auto const zone = Zone::load("Asia/Shanghai");
    auto const time = SpokenTime::parse(text);
    if (!time) return "none";
    auto const span = time->at(zone, now, hours);
    auto const first = zone.format(span.first, true);
    return span.next ? first + " … " + zone.format(*span.next, true) : first;
}

struct Said {
    char const *text;
    char const *meant;
};

void check(std::initializer_list<Said> table) {
    for (auto const &row : table) {
        CAPTURE(row.text);
        CHECK(meant(row.text) == row.meant);
    }
}

}  // namespace

TEST_CASE("instants are said in full, or from now") {
    check({
        {"2026-11-21T08:00:00Z", "2026-11-21 16:00:00"},
        {"2026-11-21 16:00", "2026-11-21 16:00:00"},
        {"now", "2026-11-30 10:20:00"},
        {"现在", "2026-11-30 10:20:00"},
        {"+2h", "2026-11-30 12:20:00"},
        {"-30m", "2026-11-30 09:50:00"},
        {"+1d12h", "2026-12-01 22:20:00"},
        {"in 3 days", "2026-12-03 10:20:00"},
        {"2 hours ago", "2026-11-30 08:20:00"},
        {"2 weeks from now", "2026-12-14 10:20:00"},
        {"30分钟前", "2026-11-30 09:50:00"},
        {"两小时后", "2026-11-30 12:20:00"},
        {"十二天之后", "2026-12-12 10:20:00"},
        {"３天后", "2026-12-03 10:20:00"},
    });
}

TEST_CASE("a day is a span, and with a time of day an instant") {
    check({
        {"today", "2026-11-30 00:00:00 … 2026-12-01 00:00:00"},
        {"明天", "2026-12-01 00:00:00 … 2026-12-02 00:00:00"},
        {"前天", "2026-11-28 00:00:00 … 2026-11-29 00:00:00"},
        {"2026-11-21", "2026-11-21 00:00:00 … 2026-11-22 00:00:00"},
        {"2026/11/21", "2026-11-21 00:00:00 … 2026-11-22 00:00:00"},
        {"2026年11月21日", "2026-11-21 00:00:00 … 2026-11-22 00:00:00"},
        {"11-27", "2026-11-27 00:00:00 … 2026-11-28 00:00:00"},
        {"1/5", "2027-01-05 00:00:00 … 2027-01-06 00:00:00"},
        {"十二月3号", "2026-12-03 00:00:00 … 2026-12-04 00:00:00"},
        {"2-29", "2028-02-29 00:00:00 … 2028-03-01 00:00:00"},
        {"14:00", "2026-11-30 14:00:00"},
        {"2pm", "2026-11-30 14:00:00"},
        {"12am", "2026-11-30 00:00:00"},
        {"Tomorrow 14:00", "2026-12-01 14:00:00"},
        {"明天下午3点", "2026-12-01 15:00:00"},
        {"明天下午三点半", "2026-12-01 15:30:00"},
        {"昨天 晚上8点15分", "2026-11-29 20:15:00"},
        {"中午12点", "2026-11-30 12:00:00"},
        {"11-27 9:05", "2026-11-27 09:05:00"},
        {"2026/11/27 2:30 pm", "2026-11-27 14:30:00"},
        {"11月27日上午9点", "2026-11-27 09:00:00"},
    });
}

TEST_CASE("a day of the week is the next one, or that of a week") {
    check({
        {"fri", "2026-12-04 00:00:00 … 2026-12-05 00:00:00"},
        {"Monday", "2026-12-07 00:00:00 … 2026-12-08 00:00:00"},  // today is one
        {"周五", "2026-12-04 00:00:00 … 2026-12-05 00:00:00"},
        {"星期天", "2026-12-06 00:00:00 … 2026-12-07 00:00:00"},
        {"this mon", "2026-11-30 00:00:00 … 2026-12-01 00:00:00"},
        {"next mon", "2026-12-07 00:00:00 … 2026-12-08 00:00:00"},
        {"下周一", "2026-12-07 00:00:00 … 2026-12-08 00:00:00"},
        {"上周五", "2026-11-27 00:00:00 … 2026-11-28 00:00:00"},
        {"last fri 9:00", "2026-11-27 09:00:00"},
        {"本周日 18:00", "2026-12-06 18:00:00"},
        {"下星期三下午2点", "2026-12-09 14:00:00"},
    });
}

TEST_CASE("weeks, months, quarters and years are spans") {
    check({
        {"this week", "2026-11-30 00:00:00 … 2026-12-07 00:00:00"},
        {"last week", "2026-11-23 00:00:00 … 2026-11-30 00:00:00"},
        {"上周", "2026-11-23 00:00:00 … 2026-11-30 00:00:00"},
        {"下个星期", "2026-12-07 00:00:00 … 2026-12-14 00:00:00"},
        {"本月", "2026-11-01 00:00:00 … 2026-12-01 00:00:00"},
        {"next month", "2026-12-01 00:00:00 … 2027-01-01 00:00:00"},
        {"上个月", "2026-10-01 00:00:00 … 2026-11-01 00:00:00"},
        {"this quarter", "2026-10-01 00:00:00 … 2027-01-01 00:00:00"},
        {"下季度", "2027-01-01 00:00:00 … 2027-04-01 00:00:00"},
        {"去年", "2025-01-01 00:00:00 … 2026-01-01 00:00:00"},
        {"2026-11", "2026-11-01 00:00:00 … 2026-12-01 00:00:00"},
        {"2026年11月", "2026-11-01 00:00:00 … 2026-12-01 00:00:00"},
        {"2026-W01", "2025-12-29 00:00:00 … 2026-01-05 00:00:00"},
        {"2026-w53", "2026-12-28 00:00:00 … 2027-01-04 00:00:00"},
        {"2026-Q2", "2026-04-01 00:00:00 … 2026-07-01 00:00:00"},
        {"2026", "2026-01-01 00:00:00 … 2027-01-01 00:00:00"},
    });
}

TEST_CASE("what is not a time, or does not exist, is none") {
    for (auto const *text : {"",
                             " ",
                             "soon",
                             "14",
                             "3",
                             "25:00",
                             "14:60",

                             "晚上12点",
                             "今天今天",
                             "2026-02-30",
                             "2-30",
                             "13-1",
                             "2026-13",
                             "2025-W53",
                             "2026-W00",
                             "2026-Q5",
                             "1899",
                             "2026/11-21",
                             "next",
                             "下",
                             "+",
                             "+2",
                             "2h",
                             "+2x",
                             "+3bd2h",
                             "tomorrow tomorrow",
                             "now 14:00",
                             "last week 14:00",
                             "fridays",
                             "monthly",
                             "明天下午",
                             "今天14",
                             "+9999999h",
                             "2026-11-21x",
                             "\xff\xfe",
                             "++2h",
                             "0-0"}) {
        CAPTURE(text);
        CHECK(meant(text) == "none");
    }
}

TEST_CASE("business days and the end of a working day follow the hours") {
    auto const hours = office_hours();
    for (auto const &row : {
             Said{"+3bd", "2026-12-03 10:20:00"},
             Said{"5 business days ago", "2026-11-23 10:20:00"},
             Said{"3个工作日后", "2026-12-03 10:20:00"}, Said{"eod", "2026-11-30 18:00:00"},
             Said{"tomorrow eod", "2026-12-01 18:00:00"}, Said{"周五下班前", "2026-12-04 18:00:00"},
             Said{"本周六下班", "2026-12-05 23:59:59"},  // closed
         }) {
        CAPTURE(row.text);
        CHECK(meant(row.text, &hours) == row.meant);
    }
    CHECK(meant("eod") == "2026-11-30 23:59:59");
    CHECK_THROWS_AS(meant("+3bd"), Error);
}

TEST_CASE("a day that clocks make longer or shorter keeps the time of day") {
    auto const berlin = Zone::load("Europe/Berlin");
    auto const before = parse_rfc3339("2026-03-28T10:00:00+01:00").value();
    auto const next_day = SpokenTime::parse("+1d")->at(berlin, before).first;
    CHECK(berlin.format(next_day) == "2026-03-29 10:00");
    CHECK(next_day - before == std::chrono::hours{23});
    auto const hours = SpokenTime::parse("+24h")->at(berlin, before).first;
    CHECK(berlin.format(hours) == "2026-03-29 11:00");
    auto const day = SpokenTime::parse("tomorrow")->at(berlin, before);
    CHECK(*day.next - day.first == std::chrono::hours{23});
}

TEST_CASE("times outside the years of calendars are refused") {
    for (auto const *text : {"+900000d", "-99999w", "+99999w"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(meant(text), Error);
    }
}
