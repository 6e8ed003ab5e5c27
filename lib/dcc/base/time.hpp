#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A point in time, UTC, in whole seconds.
using Instant = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;
using Date = std::chrono::year_month_day;

// A civil date and time of day without a time zone.
using CivilTime = std::chrono::local_seconds;

// RFC 3339 in UTC: "2026-11-21T08:00:00Z". An instant outside the years 0000 to 9999 is shown as
// the nearest one inside.
std::string format_utc(Instant instant);

// "2026-11-21".
std::string format_date(Date date);

// Reads RFC 3339 with an offset: "2026-11-21T16:00:00+08:00", "…Z". A blank may replace the T,
// fractions of a second are dropped, a leap second counts as the second after it. Nothing for any
// other text: without an offset it is a local time and needs a zone (see dcc/calendar/zone.hpp).
std::optional<Instant> parse_rfc3339(std::string_view text);

// Reads "2026-11-21T16:00:00", "2026-11-21 16:00" or "2026-11-21" (midnight). Nothing for any other
// text or a date that does not exist.
std::optional<CivilTime> parse_civil(std::string_view text);

// Reads "2026-11-21". Nothing for any other text or a date that does not exist.
std::optional<Date> parse_date(std::string_view text);

// A duration for people, in its two largest units: "45s", "12m", "12m 30s", "3h 05m", "2d 04h";
// with a minus sign when negative. A second unit of zero is omitted; smaller units are cut off. A
// day has 24 hours.
std::string format_span(Seconds span);

// The same for working time. Hours are the largest unit, because working days differ in length:
// "34h 12m".
std::string format_worked(Seconds span);

}  // namespace dcc
