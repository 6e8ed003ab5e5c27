#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/calendar.hpp>

#include <string>
#include <string_view>

namespace dcc::detail {

// The part of the spec that sets a day's hours.
enum class DayKind { weekly, workday, holiday, exception };

// The hours of one day; points into the spec.
struct DayPlan {
    DayHours const *hours;
    DayKind kind;
    std::string_view holiday;  // the holiday's name
};

// The hours of any day: an exception wins over a make-up day, that over a holiday, that over the
// week.
DayPlan plan_of(CalendarSpec const &spec, std::chrono::sys_days day);

// Throws Error{data} when hours are out of order or overlap, or when no day has any.
void check_spec(CalendarSpec const &spec);

// "09:00-18:00", "08:30:30-17:05"; hours past midnight continue after 24: "22:00-26:00".
std::string hours_text(Hours hours);

// "sun" for 0 to "sat" for 6.
inline std::string_view weekday_word(unsigned weekday) {
    return std::string_view{"sunmontuewedthufrisat"}.substr(3 * std::size_t{weekday}, 3);
}

// The civil time so many seconds after the start of a civil day.
inline CivilTime civil_time(std::chrono::sys_days day, Seconds after) {
    return CivilTime{day.time_since_epoch() + after};
}

// The civil day of a civil time.
inline std::chrono::sys_days civil_day(CivilTime civil) {
    return std::chrono::sys_days{std::chrono::floor<std::chrono::days>(civil).time_since_epoch()};
}

}  // namespace dcc::detail
