#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/calendar/calendar.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;
using namespace std::chrono_literals;

namespace {

std::string refusal(CalendarSpec const &spec) {
    try {
        Calendar const calendar{spec};
    } catch (Error const &error) {
        CHECK(error.kind() == ErrorKind::data);
        return error.what();
    }
    return "accepted";
}

CalendarSpec full_spec() {
    auto spec = weekdays("Asia/Shanghai", "09:00-12:00 13:00-18:00");
    spec.week[6] = hours("22:00-26:00");
    spec.table_end = day("2026-12-31");
    spec.exceptions[day("2026-12-31")] = hours("09:00-12:00");
    spec.exceptions[day("2026-12-30")] = {};
    spec.workdays[day("2025-01-26")] = std::chrono::Friday;
    spec.holidays[day("2025-01-28")] = "春节";
    spec.holidays[day("2025-01-29")] = "";
    spec.holidays[day("2025-01-30")] = "two\nlines \\n";
    return spec;
}

}  // namespace

TEST_CASE("hours out of order, out of range or overlapping are refused by place") {
    auto spec = weekdays("UTC", "09:00-12:00 11:00-18:00");
    CHECK(refusal(spec) == "calendar \"test\": mon: 11:00-18:00 overlaps or precedes 09:00-12:00");
    spec = weekdays("UTC", "13:00-18:00 09:00-12:00");
    CHECK(refusal(spec) == "calendar \"test\": mon: 09:00-12:00 overlaps or precedes 13:00-18:00");
    CHECK(refusal(weekdays("UTC", "09:00-09:00")).ends_with("09:00-09:00 are not hours of a day"));
    CHECK(refusal(weekdays("UTC", "12:00-09:00")).ends_with("12:00-09:00 are not hours of a day"));
    CHECK(refusal(weekdays("UTC", "24:00-25:00")).ends_with("24:00-25:00 are not hours of a day"));
    CHECK(refusal(weekdays("UTC", "09:00-48:01")).ends_with("09:00-48:01 are not hours of a day"));
    spec = weekdays("UTC", "09:00-18:00");
    spec.exceptions[day("2026-12-31")] = hours("09:00-12:00 11:00-13:00");
    CHECK(refusal(spec) ==
          "calendar \"test\": 2026-12-31: 11:00-13:00 overlaps or precedes 09:00-12:00");
}

TEST_CASE("weekly hours that overlap across midnight are refused, the week's end included") {
    CHECK(refusal(weekdays("UTC", "01:00-04:00 22:00-26:00")) ==
          "calendar \"test\": mon 22:00-26:00 runs into tue 01:00-04:00");
    CHECK(refusal(weekdays("UTC", "02:00-04:00 22:00-26:00")) == "accepted");
    CalendarSpec spec;
    spec.week[6] = hours("22:00-26:00");
    spec.week[0] = hours("01:00-02:00");
    CHECK(refusal(spec) == "calendar \"\": sat 22:00-26:00 runs into sun 01:00-02:00");
}

TEST_CASE("a calendar that can never open is refused") {
    CalendarSpec spec;
    CHECK(refusal(spec) == "calendar \"\": it never opens: no day has hours");
    spec.workdays[day("2026-11-21")] = std::chrono::Monday;
    spec.exceptions[day("2026-11-22")] = {};
    CHECK(refusal(spec) == "calendar \"\": it never opens: no day has hours");
    spec.exceptions[day("2026-11-22")] = hours("09:00-10:00");
    CHECK(refusal(spec) == "accepted");
}

TEST_CASE("an unknown zone is refused") {
    CHECK(refusal(weekdays("Asia/Shangai", "09:00-10:00")) ==
          "unknown time zone \"Asia/Shangai\" (did you mean \"Asia/Shanghai\"?)");
}

TEST_CASE("the text of a calendar is stable and reads back") {
    auto const spec = full_spec();
    auto const text = calendar_text(spec);
    CHECK(text ==
          "calendar 1\n"
          "zone Asia/Shanghai\n"
          "table_end 2026-12-31\n"
          "mon 09:00-12:00 13:00-18:00\n"
          "tue 09:00-12:00 13:00-18:00\n"
          "wed 09:00-12:00 13:00-18:00\n"
          "thu 09:00-12:00 13:00-18:00\n"
          "fri 09:00-12:00 13:00-18:00\n"
          "sat 22:00-26:00\n"
          "exception 2026-12-30\n"
          "exception 2026-12-31 09:00-12:00\n"
          "workday 2025-01-26 fri\n"
          "holiday 2025-01-28 春节\n"
          "holiday 2025-01-29\n"
          "holiday 2025-01-30 two\\nlines \\\\n\n");
    CHECK(read_calendar_text("test", text) == spec);
    CHECK(calendar_text(read_calendar_text("other", text)) == text);
}

TEST_CASE("hours are exact to the second, and texts without seconds stay what they were") {
    auto const exact = weekdays("Asia/Shanghai", "08:30:15-17:05:30");
    CHECK(calendar_text(exact).find("mon 08:30:15-17:05:30\n") != std::string::npos);
    CHECK(read_calendar_text("test", calendar_text(exact)) == exact);
    CHECK(calendar_text(weekdays("UTC", "09:00:00-17:00")) ==
          calendar_text(weekdays("UTC", "09:00-17:00")));
    Calendar const calendar{exact};
    CHECK(calendar.elapsed(at(calendar, "2026-11-16"), at(calendar, "2026-11-17")) ==
          Seconds{8 * 3600 + 35 * 60 + 15});
    CHECK(local(calendar, calendar.next_open(at(calendar, "2026-11-16 18:00"))) ==
          "2026-11-17 08:30:15");
    CHECK(calendar.is_open(at(calendar, "2026-11-16 17:05:29")));
    CHECK_FALSE(calendar.is_open(at(calendar, "2026-11-16 17:05:30")));
}

TEST_CASE("a damaged text is refused") {
    auto const text = calendar_text(full_spec());
    for (std::size_t cut = 0; cut < 11; ++cut) {
        CHECK_THROWS_AS(read_calendar_text("test", text.substr(0, cut)), Error);
    }
    for (std::string const line :
         {"mo 09:00-10:00", "mon 9:00-10:00", "mon 09:00", "mon 09.00-10.00", "mon  09:00-10:00",
          "mon 0a:00-10:00", "table_end 2026-13-01", "exception", "workday 2026-01-01",
          "workday 2026-01-01 xyz", "holiday x", "", "nonsense"}) {
        CAPTURE(line);
        CHECK_THROWS_AS(read_calendar_text("test", "calendar 1\n" + line + "\n"), Error);
    }
    CHECK_THROWS_AS(read_calendar_text("test", "calendar 1\nzone UTC"), Error);
    CHECK_THROWS_AS(read_calendar_text("test", "calendar 2\n"), Error);
}

TEST_CASE("the fingerprint names the content, not the name") {
    auto spec = full_spec();
    Calendar const one{spec};
    spec.name = "other";
    Calendar const renamed{spec};
    spec.week[1] = hours("09:00-12:01 13:00-18:00");
    Calendar const changed{spec};
    CHECK(one.fingerprint() == renamed.fingerprint());
    CHECK(one.fingerprint() != changed.fingerprint());
    CHECK(one.fingerprint() == digest(calendar_text(one.spec())));
}
