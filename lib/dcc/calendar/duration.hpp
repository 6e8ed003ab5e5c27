#pragma once

#include <dcc/base/time.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A duration of working time as written in a policy: "90s", "15m", "4h", "2d", "1d12h", "3bd",
// "3bd@close". Either seconds of a calendar's open time ("d" is 24 hours of it) or business days,
// never both. Never negative.
struct Duration {
    Seconds seconds{0};
    int business_days = 0;
    bool in_business_days = false;  // "0bd@close" is a duration in business days
    bool at_close = false;          // due at the last closing of that day

    friend bool operator==(Duration const &, Duration const &) = default;
};

// From when a start outside opening hours counts, for a duration in business days.
enum class OutsideHours {
    nearest,  // from its own time of day; a deadline outside hours moves to the nearest open time
    next_opening,  // from the next opening
    same_time,     // from its own time of day, which the deadline keeps, open or not
};

// How business days are counted. No other duration depends on it.
struct DayCount {
    OutsideHours outside_hours = OutsideHours::nearest;
    // A time of day, as the time since midnight: a start at or after it counts from the first
    // opening of the next day that has one.
    std::optional<Duration> cutoff;

    friend bool operator==(DayCount const &, DayCount const &) = default;
};

// Reads a duration: whole numbers with units, without blanks. Throws Error{data} with the text and
// what is wrong with it: empty, negative, unknown unit, bd mixed with others, @close without bd,
// longer than 100 years.
Duration parse_duration(std::string_view text);

// The shortest text that parse_duration() reads as the same duration: "90s", "4h", "36h", "3bd".
// Every unit except the largest stays below the next larger one.
std::string format_duration(Duration duration);

}  // namespace dcc
