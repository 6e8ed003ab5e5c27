#pragma once

#include <dcc/base/pattern.hpp>
#include <dcc/base/text.hpp>
#include <dcc/model/words.hpp>
#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/policy/share.hpp>

#include <fmt/format.h>

namespace dcc::policy_file {

// One function for each section of a policy file. Each reads and checks its keys and adds them to
// the policy. `languages` are all installed languages.
void read_desk(TomlTable &root, Policy &policy, std::vector<std::string> const &languages);
// The next two must be called before the rules of triage are read, which name tags and fields.
void read_tags(TomlTable &root, Policy &policy);
void read_own_fields(TomlTable &root, Policy &policy);
void read_priorities(TomlTable &root, Policy &policy);
void read_channels(TomlTable &root, Policy &policy);
void read_categories(TomlTable &root, Policy &policy);
void read_teams(TomlTable &root, Policy &policy);
void read_staff(TomlTable &root, Policy &policy);
void read_roles(TomlTable &root, Policy &policy);
void read_sla(TomlTable &root, Policy &policy);
void read_classify(TomlTable &root, Policy &policy);
void read_suggest(TomlTable &root, Policy &policy);
void read_review(TomlTable &root, Policy &policy);
void read_messages(TomlTable &root, Policy &policy);
void read_waiting(TomlTable &root, Policy &policy);
void read_survey(TomlTable &root, Policy &policy);
void read_aftersales(TomlTable &root, Policy &policy);
void read_retention(TomlTable &root, Policy &policy);
// Must be called after the teams and the staff were read.
void read_handover(TomlTable &root, Policy &policy);
void read_raci(TomlTable &root, Policy &policy);
void read_escalation(TomlTable &root, Policy &policy);
void read_incidents(TomlTable &root, Policy &policy);
void read_indicators(TomlTable &root, Policy &policy);
void read_quality(TomlTable &root, Policy &policy);
void read_complaints(TomlTable &root, Policy &policy, SharedData const &shared);
void read_loyalty(TomlTable &root, Policy &policy);
void read_staff_score(TomlTable &root, Policy &policy);
void read_reports(TomlTable &root, Policy &policy);

// Must be called last: reads the calendars of the file and the shared ones that the other sections
// name.
void read_calendars(TomlTable &root, Policy &policy, SharedData const &shared);

// Reads a word of an enum. Nothing when the key is missing or its value is no such word, which is
// reported with the words there are.
template <class E>
std::optional<E> read_word(TomlTable &table, std::string_view key) {
    return table.parsed(key, [](std::string const &text) {
        if (auto const value = parse_word<E>(text)) return *value;
        std::string words;
        for (auto const &[value, known] : words_of(E{}))
            words += fmt::format("{}\"{}\"", words.empty() ? "" : ", ", known);
        throw Error{ErrorKind::data, say("{} is none of {}", quote(text), words)};
    });
}

// Reads days written "2026-10-01..2026-10-07", or one day. Throws Error{data}.
Absence parse_days(std::string_view text);

// Reads skills: a list of "billing" and "billing:3", or a table of names and levels.
void read_skills(TomlTable &table, std::string_view key, std::vector<Skill> &out);

// Reads a list of names, which it declares.
void read_names(TomlTable &table, std::string_view key, Kind kind, std::vector<std::string> &out);

// Reads the keys of a condition.
void read_when(TomlTable &when, Condition &out);

// Reads one key of a condition: a list of names, which must not be empty.
void read_condition(TomlTable &table, std::string_view key, Kind kind,
                    std::vector<std::string> &out);

// Reads what a rule asks of a text. A word that shows nothing is an error, since it would be found
// in every case; one that stands twice is a warning.
void read_text_test(TomlTable &table, PatternBudget &budget, TextTest &out);

// Reads the list [[raise]] of the section about priorities.
void read_raises(TomlTable &priorities, Policy &policy);

}  // namespace dcc::policy_file
