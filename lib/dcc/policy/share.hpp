#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// The shared data that policies build on, as functions, so that a test can give its own.
struct SharedData {
    // The text of a calendar ("24x7", "cn", …), or nothing when there is none of that name.
    std::function<std::optional<std::string>(std::string_view name)> calendar;

    // The names of all calendars: asked for only to suggest one in place of an unknown name.
    std::function<std::vector<std::string>()> calendars;

    // The languages that messages to customers can be written in.
    std::function<std::vector<std::string>()> languages;
};

// As it stands in the directory `share`.
SharedData shared_data(std::filesystem::path const &share);

}  // namespace dcc
