#include "../effort.hpp"
#include "support.hpp"
#include <dcc/base/error.hpp>
#include <dcc/calendar/zone.hpp>

#include <string>

#include <doctest/doctest.h>
#include <sys/resource.h>

using namespace dcc;
using namespace std::chrono_literals;
using dcc::test::utc;

namespace {

CivilTime civil(char const *text) {
    return parse_civil(text).value();
}

}  // namespace

TEST_CASE("a zone gives the instant of a civil time and back") {
    auto const zone = Zone::load("Asia/Shanghai");
    CHECK(zone.name() == "Asia/Shanghai");
    CHECK(zone.to_instant(civil("2026-11-21 16:00")) == utc("2026-11-21T08:00:00Z"));
    CHECK(zone.to_civil(utc("2026-11-21T08:00:00Z")) == civil("2026-11-21 16:00"));
    CHECK(zone.format(utc("2026-11-21T08:00:00Z")) == "2026-11-21 16:00");
    CHECK(zone.format(utc("2026-11-21T08:00:09Z"), true) == "2026-11-21 16:00:09");
    CHECK(Zone{}.to_instant(civil("2026-11-21 16:00")) == utc("2026-11-21T16:00:00Z"));
}

TEST_CASE("a civil time in a skipped hour is the instant of the change") {
    auto const berlin = Zone::load("Europe/Berlin");
    CHECK(berlin.to_instant(civil("2024-03-31 02:00")) == utc("2024-03-31T01:00:00Z"));
    CHECK(berlin.to_instant(civil("2024-03-31 02:59:59")) == utc("2024-03-31T01:00:00Z"));
    CHECK(berlin.to_instant(civil("2024-03-31 03:00")) == utc("2024-03-31T01:00:00Z"));
    auto const apia = Zone::load("Pacific/Apia");
    CHECK(apia.to_instant(civil("2011-12-30 12:00")) == utc("2011-12-30T10:00:00Z"));
    auto const sao_paulo = Zone::load("America/Sao_Paulo");
    CHECK(sao_paulo.to_instant(civil("2017-10-15")) == utc("2017-10-15T03:00:00Z"));
}

TEST_CASE("a civil time in a repeated hour is its first pass") {
    auto const berlin = Zone::load("Europe/Berlin");
    CHECK(berlin.to_instant(civil("2024-10-27 02:00")) == utc("2024-10-27T00:00:00Z"));
    CHECK(berlin.to_instant(civil("2024-10-27 02:59:59")) == utc("2024-10-27T00:59:59Z"));
    CHECK(berlin.to_instant(civil("2024-10-27 03:00")) == utc("2024-10-27T02:00:00Z"));
    auto const lord_howe = Zone::load("Australia/Lord_Howe");
    CHECK(lord_howe.to_instant(civil("2025-04-06 01:45")) == utc("2025-04-05T14:45:00Z"));
}

TEST_CASE("a zone tells the next change of its clocks") {
    auto const berlin = Zone::load("Europe/Berlin");
    auto const spring = utc("2024-03-31T01:00:00Z");
    CHECK(berlin.next_change(utc("2024-01-01T00:00:00Z")) == spring);
    CHECK(berlin.next_change(spring - 1s) == spring);
    CHECK(berlin.next_change(spring) == utc("2024-10-27T01:00:00Z"));
    CHECK(berlin.next_change(utc("2190-01-01T00:00:00Z")));
    CHECK(Zone::load("Pacific/Apia").next_change(utc("2011-12-01T00:00:00Z")) ==
          utc("2011-12-30T10:00:00Z"));
    CHECK_FALSE(Zone{}.next_change(utc("2024-01-01T00:00:00Z")));
    CHECK_FALSE(Zone::load("Asia/Shanghai").next_change(utc("2000-01-01T00:00:00Z")));
}

TEST_CASE("an instant is read with an offset or as local time of the zone") {
    auto const zone = Zone::load("Asia/Shanghai");
    CHECK(zone.parse("2026-11-21T08:00:00Z") == utc("2026-11-21T08:00:00Z"));
    CHECK(zone.parse("2026-11-21 16:00") == utc("2026-11-21T08:00:00Z"));
    CHECK(zone.parse("2026-11-21") == utc("2026-11-20T16:00:00Z"));
    CHECK_THROWS_WITH_AS(zone.parse("yesterday"), "\"yesterday\" is not a date and time", Error);
}

TEST_CASE("a name that is no zone is refused") {
    for (std::string const name : {"", "Asia/Shangai", "../../etc/passwd", "/etc/localtime",
                                   "libc:localtime", "localtime"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(Zone::load(name), Error);
    }
}

// The sanitizers need files themselves to report what they check.
#ifndef DCC_TESTS_SANITIZED
TEST_CASE("a zone that cannot be read is not an unknown zone") {
    struct ::rlimit limit {};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
    auto none = limit;
    none.rlim_cur = 0;
    auto kind = ErrorKind::software;
    ::setrlimit(RLIMIT_NOFILE, &none);
    try {
        Zone::load("Antarctica/Troll");
    } catch (Error const &error) {
        kind = error.kind();
    }
    ::setrlimit(RLIMIT_NOFILE, &limit);
    CHECK(kind == ErrorKind::no_input);
}
#endif
