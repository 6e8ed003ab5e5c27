#pragma once

#include <dcc/policy/detail/toml.hpp>

namespace dcc::policy_file {

// One function a section of a policy file: each asks the table for its keys, checks what it finds,
// and adds to the policy.
void read_desk(Table &root, Policy &policy);
void read_priorities(Table &root, Policy &policy);
void read_channels(Table &root, Policy &policy);
void read_categories(Table &root, Policy &policy);
void read_teams(Table &root, Policy &policy);
void read_staff(Table &root, Policy &policy);
void read_roles(Table &root, Policy &policy);
void read_sla(Table &root, Policy &policy);
void read_classify(Table &root, Policy &policy);
void read_review(Table &root, Policy &policy);
void read_messages(Table &root, Policy &policy);
void read_waiting(Table &root, Policy &policy);
void read_survey(Table &root, Policy &policy);
void read_aftersales(Table &root, Policy &policy);

// Last of all: reads the calendars of the file and the shared ones that the references so far name.
void read_calendars(Table &root, Policy &policy, SharedCalendar const &shared,
                    SharedNames const &names);

// The keys of a calendar, over what the spec already says: given keys replace, dates add.
void read_spec(Table &table, CalendarSpec &spec);

// Reports what a calendar itself refuses in a spec.
void check_sound(Reading &reading, CalendarSpec const &spec, Place const &place);

// A calendar from a file of its own; the zone is for one that names none.
CalendarSpec read_calendar_file(Reading &reading, std::string_view text, std::string_view name,
                                std::string const &zone);

// Days written "2026-10-01..2026-10-07", or one day. Throws Error{data}.
Absence parse_days(std::string_view text);

// The keys of a condition, which has at least one.
void read_when(Table &when, Condition &out);

// Condition keys that both SLA and classification rules have.
void read_condition(Table &table, std::string_view key, Kind kind, std::vector<std::string> &out);

}  // namespace dcc::policy_file
