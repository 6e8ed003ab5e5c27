#pragma once

#include <dcc/base/time.hpp>
#include <dcc/calendar/calendar.hpp>

#include <string>
#include <string_view>

namespace dcc::detail {

// Where a day's hours come from.
enum class DayKind { weekly, workday, holiday, exception };

// One day as the spec plans it; points into the spec.
struct DayPlan {
    DayHours const *hours;
    DayKind kind;
    std::string_view holiday;  // the holiday's name
};

// The plan of any day: the exception wins, then the make-up day, then the holiday.
DayPlan plan_of(CalendarSpec const &spec, std::chrono::sys_days day);

// Throws Error{data} when the spec's hours are out of order or overlap, or never open.
void check_spec(CalendarSpec const &spec);

// "09:00-18:00"; hours past midnight count on, "22:00-26:00".
std::string hours_text(Hours hours);

inline std::string_view weekday_word(unsigned weekday) {
    return std::string_view{"sunmontuewedthufrisat"}.substr(3 * std::size_t{weekday}, 3);
}

// What the zone's clocks show at so many minutes after the start of a civil day.
inline CivilTime civil_time(std::chrono::sys_days day, std::chrono::minutes after) {
    return CivilTime{day.time_since_epoch() + after};
}

inline std::chrono::sys_days civil_day(CivilTime civil) {
    return std::chrono::sys_days{std::chrono::floor<std::chrono::days>(civil).time_since_epoch()};
}

}  // namespace dcc::detail
