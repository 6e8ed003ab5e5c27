#pragma once

#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/policy/share.hpp>

namespace dcc::policy_file {

// One function a section of a policy file: each asks the table for its keys, checks what it finds,
// and adds to the policy.
// `languages` are all that there are.
void read_desk(TomlTable &root, Policy &policy, std::vector<std::string> const &languages);
void read_priorities(TomlTable &root, Policy &policy);
void read_channels(TomlTable &root, Policy &policy);
void read_categories(TomlTable &root, Policy &policy);
void read_teams(TomlTable &root, Policy &policy);
void read_staff(TomlTable &root, Policy &policy);
void read_roles(TomlTable &root, Policy &policy);
void read_sla(TomlTable &root, Policy &policy);
void read_classify(TomlTable &root, Policy &policy);
void read_review(TomlTable &root, Policy &policy);
void read_messages(TomlTable &root, Policy &policy);
void read_waiting(TomlTable &root, Policy &policy);
void read_survey(TomlTable &root, Policy &policy);
void read_aftersales(TomlTable &root, Policy &policy);

// Last of all: reads the calendars of the file and the shared ones that the references so far name.
void read_calendars(TomlTable &root, Policy &policy, SharedData const &shared);

// Days written "2026-10-01..2026-10-07", or one day. Throws Error{data}.
Absence parse_days(std::string_view text);

// The keys of a condition, which has at least one.
void read_when(TomlTable &when, Condition &out);

// Condition keys that both SLA and classification rules have.
void read_condition(TomlTable &table, std::string_view key, Kind kind,
                    std::vector<std::string> &out);

}  // namespace dcc::policy_file
