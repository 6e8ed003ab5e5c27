#pragma once

#include <dcc/calendar/calendar.hpp>

#include <string>
#include <string_view>

namespace dcc {

// Reads one calendar in the format of share/calendars/*.toml. Throws Error{policy} with all errors.
CalendarSpec read_calendar(std::string_view text, std::string const &file, std::string_view name);

}  // namespace dcc
