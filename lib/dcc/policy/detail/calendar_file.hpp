#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/policy/detail/toml_table.hpp>

#include <string>
#include <string_view>

namespace dcc::policy_file {

// Reads a time of day, "09:30" or "17:05:30", at most "24:00", as the time since midnight. Throws
// Error{data}.
Seconds parse_time_of_day(std::string_view text);

// Reads the keys of a calendar into a spec that may have values already. A key replaces its value;
// dates are added.
void read_spec(TomlTable &table, CalendarSpec &spec);

// Reports the error that the class Calendar throws for the spec, if any.
void check_sound(TomlReading &reading, CalendarSpec const &spec, Place const &place);

// Reads a calendar from its own file. `zone` is used when the file names none.
CalendarSpec read_calendar_file(TomlReading &reading, std::string_view text, std::string_view name,
                                std::string const &zone);

}  // namespace dcc::policy_file
