#include "target.hpp"
#include <dcc/calendar/calendar.hpp>
#include <dcc/calendar/spoken_time.hpp>
#include <dcc/model/money.hpp>

#include <algorithm>
#include <string>

namespace dcc::test {
namespace {

Instant const first = *parse_rfc3339("0000-01-01T00:00:00Z");
Instant const last = *parse_rfc3339("9999-12-31T23:59:59Z");

void check_times(std::string_view text) {
    if (auto const instant = parse_rfc3339(text)) {
        auto const nearest = std::clamp(*instant, first, last);
        require(parse_rfc3339(format_utc(*instant)) == nearest, "it is the same instant");
    }
    if (auto const date = parse_date(text)) {
        require(date->ok(), "a date exists");
        require(format_date(*date) == text, "it is the same date");
        require(parse_civil(text) == CivilTime{std::chrono::local_days{*date}},
                "a date alone is its midnight");
    }
    if (auto const money = parse_money(text, "CNY"))
        require(parse_money(format_money(*money), "JPY") == money, "it is the same amount");
    accepts([&] {
        auto const duration = parse_duration(text);
        require(duration.seconds >= Seconds{0}, "a duration is not negative");
        auto const written = format_duration(duration);
        require(parse_duration(written) == duration, "it is the same duration");
        require(written.size() <= 2 * text.size() + 1, "it is written shortly");
        require(!format_span(duration.seconds).empty(), "people can read it");
    });
}

// Local times of a zone, and in a form of somebody's choice.
void check_zone(std::string_view text, std::string const &form) {
    static Zone const zone = Zone::load("Europe/Berlin");
    accepts([&] {
        auto const instant = zone.parse(text);
        if (instant >= first && instant <= last)
            require(zone.to_instant(zone.to_civil(instant)) <= instant,
                    "of a time that occurs twice, the first is meant");
    });
    (void)zone.parse_as(text, form);
}

// What people say at a time in summer, and by hours that are those of every day.
void check_spoken(std::string_view text) {
    static Zone const zone = Zone::load("Europe/Berlin");
    static Instant const now = *parse_rfc3339("2026-07-01T12:00:00Z");
    static CalendarSpec const hours = [] {
        CalendarSpec spec;
        for (auto &day : spec.week) day = {{Seconds{9 * 3600}, Seconds{17 * 3600}}};
        return spec;
    }();
    auto const time = SpokenTime::parse(text);
    if (!time) return;
    accepts([&] {
        auto const span = time->at(zone, now, &hours);
        require(!span.next || span.first < *span.next, "a period has a length");
    });
}

void check_calendar(std::string_view text) {
    accepts([&] {
        auto const spec = read_calendar_text("office", text);
        require(read_calendar_text("office", calendar_text(spec)) == spec,
                "it is the same calendar");
        Calendar const calendar{spec};
        static Instant const from = *parse_rfc3339("2026-06-01T01:00:00Z");
        for (auto const worked : {Seconds{0}, Seconds{1}, Seconds{3600 * 9}, Seconds{86'400 * 7}}) {
            auto const due = calendar.due(from, worked).at;
            require(calendar.elapsed(from, due) == worked, "the time until a deadline is the time");
            require(calendar.due(from, worked).at == due, "a deadline is the same each time");
        }
        require(calendar.is_open(calendar.next_open(from)), "it is open when it opens");
    });
}

}  // namespace

// A time, a date, a duration, an amount or a calendar that is read and written is the same.
void fuzz(std::string_view input) {
    Parts const parts{input};
    check_times(parts.first);
    check_zone(parts.first, std::string{parts.second});
    check_spoken(parts.first);
    check_calendar(input);
}

}  // namespace dcc::test
