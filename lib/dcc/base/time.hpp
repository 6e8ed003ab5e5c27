#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;
using Date = std::chrono::year_month_day;

// A civil date and time of day, without a zone: what a clock on a wall shows.
using CivilTime = std::chrono::local_seconds;

// RFC 3339 in UTC: "2026-11-21T08:00:00Z". Years 0000 to 9999; what lies outside is shown
// as the nearest instant of them.
std::string format_utc(Instant instant);

// "2026-11-21".
std::string format_date(Date date);

// Reads RFC 3339 with an offset ("2026-11-21T16:00:00+08:00", "…Z"; a blank may stand for the T,
// fractions of a second are dropped, a leap second counts as the one after it). Nothing when it is
// not that: a text without an offset is a local time and needs a zone (see dcc/calendar/zone.hpp).
std::optional<Instant> parse_rfc3339(std::string_view text);

// Reads "2026-11-21T16:00:00", "2026-11-21 16:00" or "2026-11-21" (midnight). Nothing when it is
// not that or no such day exists.
std::optional<CivilTime> parse_civil(std::string_view text);

// Reads "2026-11-21". Nothing when it is not that or no such day exists.
std::optional<Date> parse_date(std::string_view text);

// A span for people, its two largest units: "45s", "12m", "12m 30s", "3h 05m", "2d 04h"; with a
// minus sign when negative. A second unit of nought is left out, what is smaller is cut off. Days
// have 24 hours.
std::string format_span(Seconds span);

// The same for working time, of which a day has no fixed length: hours are the largest unit,
// "34h 12m".
std::string format_worked(Seconds span);

}  // namespace dcc
