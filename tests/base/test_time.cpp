#include <dcc/base/time.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace {

constexpr Instant noon = sys_days{2026y / 11 / 21} + 12h;

}  // namespace

TEST_CASE("instants are written in UTC with leading zeros") {
    CHECK(format_utc(sys_days{2026y / 11 / 21} + 8h) == "2026-11-21T08:00:00Z");
    CHECK(format_utc(sys_days{987y / 1 / 2} + 3h + 4min + 5s) == "0987-01-02T03:04:05Z");
    CHECK(format_utc(Instant{-1s}) == "1969-12-31T23:59:59Z");
    CHECK(format_utc(Instant::min()) == "0000-01-01T00:00:00Z");
    CHECK(format_utc(Instant::max()) == "9999-12-31T23:59:59Z");
    CHECK(format_date(2026y / 2 / 3) == "2026-02-03");
}

TEST_CASE("RFC 3339 is read with any offset") {
    CHECK(parse_rfc3339("2026-11-21T12:00:00Z") == noon);
    CHECK(parse_rfc3339("2026-11-21T20:00:00+08:00") == noon);
    CHECK(parse_rfc3339("2026-11-21T06:30:00-05:30") == noon);
    CHECK(parse_rfc3339("2026-11-22T02:00:00+14:00") == noon);
    CHECK(parse_rfc3339("2026-11-21 12:00:00z") == noon);
    CHECK(parse_rfc3339("2026-11-21t12:00:00.999Z") == noon);
    CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == Instant{sys_days{2017y / 1 / 1}});
    CHECK(parse_rfc3339("2017-01-01T07:59:60+08:00") == Instant{sys_days{2017y / 1 / 1}});
}

TEST_CASE("what is not RFC 3339 is refused") {
    for (std::string const text :
         {"", "2026-11-21", "2026-11-21T12:00:00", "2026-11-21T12:00Z", "2026-02-29T12:00:00Z",
          "2026-13-01T12:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T12:60:00Z",
          "2026-11-21T12:00:60Z", "2026-11-21T12:00:00.Z", "2026-11-21T12:00:00Z ",
          "2026-11-21T12:00:00+8:00", "2026-11-21T12:00:00+08:00:00", "+026-11-21T12:00:00Z",
          "2026-11-21T12:00:00+24:00", "20261121T120000Z"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_rfc3339(text));
    }
}

TEST_CASE("civil times and dates are read without an offset") {
    CivilTime const civil{noon.time_since_epoch()};
    CHECK(parse_civil("2026-11-21T12:00:00") == civil);
    CHECK(parse_civil("2026-11-21 12:00") == civil);
    CHECK(parse_civil("2026-11-21") == civil - 12h);
    CHECK(parse_civil("2024-02-29 23:59:59"));
    CHECK_FALSE(parse_civil("2026-02-29"));
    CHECK_FALSE(parse_civil("2026-11-21 12"));
    CHECK_FALSE(parse_civil("2026-11-21 24:00"));
    CHECK_FALSE(parse_civil("2026-11-21T12:00:00Z"));
    CHECK_FALSE(parse_civil("2026-11-21 "));
    CHECK(parse_date("2026-11-21") == Date{2026y / 11 / 21});
    CHECK_FALSE(parse_date("2026-11-31"));
    CHECK_FALSE(parse_date("2026-11-21 12:00"));
    CHECK_FALSE(parse_date("2026-1-21"));
}

TEST_CASE("every written instant is read back") {
    for (Instant t = sys_days{1900y / 1 / 1}; t < sys_days{2200y / 1 / 1}; t += 9'876'543s) {
        CHECK(parse_rfc3339(format_utc(t)) == t);
    }
}

TEST_CASE("a span is told in its two largest units") {
    CHECK(format_span(0s) == "0s");
    CHECK(format_span(45s) == "45s");
    CHECK(format_span(12min) == "12m");
    CHECK(format_span(12min + 30s) == "12m 30s");
    CHECK(format_span(3h + 5min + 59s) == "3h 05m");
    CHECK(format_span(3h) == "3h");
    CHECK(format_span(52h) == "2d 04h");
    CHECK(format_span(48h + 59min) == "2d");
    CHECK(format_span(-3h - 5min) == "-3h 05m");
    CHECK(format_span(Seconds::min()).starts_with("-106751991167300d"));
}
