#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The shared data that policies use, as functions, so that tests can replace it.
struct SharedData {
    // The text of a calendar ("24x7", "cn", …). Nothing when there is none of that name.
    std::function<std::optional<std::string>(std::string_view name)> calendar;

    // The names of all calendars. Called only to suggest one for an unknown name.
    std::function<std::vector<std::string>()> calendars;

    // The text of a preset of limits for complaints ("iso10002", …), and the names of all.
    std::function<std::optional<std::string>(std::string_view name)> preset;
    std::function<std::vector<std::string>()> presets;

    // The languages in which messages to customers can be written.
    std::function<std::vector<std::string>()> languages;
};

// Whether a name is that of a file in a directory and cannot lead out of it: without "/", and not
// beginning with ".".
bool is_file_name(std::string_view name);

// The names under which a policy has a shared calendar or a preset among its sources.
std::string calendar_source(std::string_view name);
std::string preset_source(std::string_view name);

// The shared data of the directory `share`. Files are read when a function is called.
SharedData shared_data(std::filesystem::path const &share);

}  // namespace dcc
