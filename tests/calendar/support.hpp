#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/calendar.hpp>

#include <initializer_list>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dcc {

// Found by doctest, so that a failed check shows readable instants.
inline std::ostream &operator<<(std::ostream &out, Due const &due) {
    return out << format_utc(due.at) << (due.beyond_table ? " beyond table" : "");
}

namespace test {

inline Instant utc(std::string_view text) {
    return parse_rfc3339(text).value();
}

inline std::chrono::sys_days day(std::string_view text) {
    return std::chrono::sys_days{parse_date(text).value()};
}

// "09:00-12:00 22:00-26:00"
inline DayHours hours(std::string_view text) {
    return read_calendar_text("", "calendar 1\nmon " + std::string{text} + "\n").week[1];
}

// A calendar open at the same hours from Monday to Friday.
inline CalendarSpec weekdays(std::string_view zone, std::string_view text) {
    CalendarSpec spec;
    spec.name = "test";
    spec.zone = zone;
    for (std::size_t i = 1; i < 6; ++i) spec.week[i] = hours(text);
    return spec;
}

inline CalendarSpec always(std::string_view zone) {
    auto spec = weekdays(zone, "00:00-24:00");
    spec.week[0] = spec.week[6] = spec.week[1];
    return spec;
}

// Local times of the calendar's zone, for brevity: at(c, "2026-11-21 16:00").
inline Instant at(Calendar const &calendar, std::string_view text) {
    return calendar.zone().parse(text);
}

inline std::string local(Calendar const &calendar, Instant t) {
    return calendar.zone().format(t, t.time_since_epoch().count() % 60 != 0);
}

}  // namespace test
}  // namespace dcc
