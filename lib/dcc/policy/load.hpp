#pragma once

#include <dcc/policy/policy.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// One finding about a policy.
struct Finding {
    enum class Level { error, warning };

    Level level = Level::error;
    Place place;
    std::string message;  // what is wrong and, where it can be guessed, what was meant

    std::string text() const;  // "policy.toml:41:9: sla \"urgent\": unknown calendar …"
};

// Gives the text of a shared calendar ("24x7", "cn", …), or nothing when there is none of that
// name.
using SharedCalendar = std::function<std::optional<std::string>(std::string_view name)>;

// The names of all shared calendars: asked for only to suggest one in place of an unknown name.
using SharedNames = std::function<std::vector<std::string>()>;

// The shared calendars and their names as they stand in `share`/calendars.
SharedCalendar shared_calendars(std::filesystem::path const &share);
SharedNames shared_names(std::filesystem::path const &share);

// A policy as far as it could be read, and all that is wrong with it.
struct Loaded {
    Policy policy;
    std::vector<Finding> findings;

    bool has_errors() const;
};

// Reads a policy from its text. Never throws on what the text says: every error of the file is
// reported at once, in the order of its places.
Loaded read_policy(std::string_view text, std::string const &file, SharedCalendar const &shared,
                   SharedNames const &names = {});

// Reads a policy file, named in places by its file name alone, so that a policy is the same
// wherever it lies. Shared calendars come from `share`/calendars. Throws Error{no_input} when the
// file cannot be read.
Loaded read_policy_file(std::filesystem::path const &file, std::filesystem::path const &share);

// The same, but throws Error{policy} carrying all errors, a line each, when the policy is wrong.
// What it read is kept compiled (see compiled.hpp), and read from there while the files say the
// same.
Policy load_policy(std::filesystem::path const &file, std::filesystem::path const &share);

// What is legal but looks like a mistake: a rule that can never match, a holiday table that ends
// within 90 days of `now`, a category that nobody can be dispatched for, an unused calendar, ….
// (A rule that can never match is an error, as is a default that is not last.)
std::vector<Finding> lint(Policy const &policy, Instant now);

// Reads one calendar in the form of share/calendars/*.toml. Throws Error{policy} with all errors.
CalendarSpec read_calendar(std::string_view text, std::string const &file, std::string_view name);

// The content of a file, up to 2 MiB of it. Nothing when it cannot be read.
std::optional<std::string> read_text(std::filesystem::path const &file);

// Where share data is: $DCC_SHARE, else share/dcc beside the running program's bin directory or
// share beside its build tree, else where it was installed. Throws Error{no_input} naming the
// places looked at when there is none.
std::filesystem::path find_share();

}  // namespace dcc
