#pragma once

#include <dcc/policy/load.hpp>

#include <cctype>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the policies of tests have in common.

inline std::string const rating_section = R"([priorities]
order = ["urgent", "normal"]
impacts = ["high", "low"]
urgencies = ["high", "low"]
default = { impact = "low", urgency = "low" }
[priorities.matrix]
high = ["urgent", "normal"]
low = ["normal", "normal"]
)";

// The text with one part of it replaced.
inline std::string with(std::string text, std::string_view old, std::string_view fresh) {
    return text.replace(text.find(old), old.size(), fresh);
}

// Shared data with these calendars, and with messages in Chinese and English.
inline dcc::SharedData shared_data(
    std::function<std::optional<std::string>(std::string_view)> calendar,
    std::vector<std::string> names) {
    return {std::move(calendar), [names = std::move(names)] { return names; },
            [](std::string_view) { return std::optional<std::string>{}; },
            [] { return std::vector<std::string>{}; },
            [] {
                return std::vector<std::string>{"zh", "en"};
            }};
}

// A person of the staff list; the name is the id with a capital letter.
inline std::string staff_entry(std::string const &id, std::string const &team,
                               std::string const &role) {
    auto name = id;
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    return "[[staff]]\nid = \"" + id + "\"\nname = \"" + name + "\"\nteam = \"" + team +
           "\"\nroles = [\"" + role + "\"]\n";
}
