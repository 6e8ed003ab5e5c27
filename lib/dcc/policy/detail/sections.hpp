#pragma once

#include <dcc/policy/detail/toml.hpp>

namespace dcc::detail {

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

// Last of all: reads the calendars of the file and the shared ones that the references so far name.
void read_calendars(Table &root, Policy &policy, SharedCalendar const &shared,
                    SharedNames const &names);

// The earliest a..b written "2026-10-01..2026-10-07", or one day. Throws Error{data}.
Absence parse_days(std::string_view text);

// Condition keys that both SLA and classification rules have.
void read_condition(Table &table, std::string_view key, Kind kind, std::vector<std::string> &out);

}  // namespace dcc::detail
