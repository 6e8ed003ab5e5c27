#pragma once

#include <dcc/base/time.hpp>

#include <chrono>

namespace dcc {

// The supported instants [first, past last): the years 1900 to 2200 (UTC). Calendars throw
// Error{data} for others.
inline constexpr Instant first_instant =
    std::chrono::sys_days{std::chrono::year{1900} / std::chrono::January / 1};
inline constexpr Instant past_last_instant =
    std::chrono::sys_days{std::chrono::year{2201} / std::chrono::January / 1};

constexpr bool is_supported(Instant instant) {
    return instant >= first_instant && instant < past_last_instant;
}

}  // namespace dcc
