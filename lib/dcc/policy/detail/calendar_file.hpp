#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/policy/detail/toml_table.hpp>

#include <string>
#include <string_view>

namespace dcc::policy_file {

// The keys of a calendar, over what the spec already says: given keys replace, dates add.
void read_spec(TomlTable &table, CalendarSpec &spec);

// Reports what a calendar itself refuses in a spec.
void check_sound(TomlReading &reading, CalendarSpec const &spec, Place const &place);

// A calendar from a file of its own; the zone is for one that names none.
CalendarSpec read_calendar_file(TomlReading &reading, std::string_view text, std::string_view name,
                                std::string const &zone);

}  // namespace dcc::policy_file
