#pragma once

#include <array>
#include <concepts>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc {

// The directories of shared data that a desk may have of its own, beside its file.
constexpr std::array<std::string_view, 3> share_folders{"calendars", "complaints", "languages"};

// Where shared data is found: in a directory that desks share (/usr/share/dcc), and in that of one
// desk, whose files in share_folders go before those of the same names.
struct SharePlaces {
    template <std::convertible_to<std::filesystem::path> Path>
    SharePlaces(Path const &all, std::filesystem::path desk = {})
        : common{all}, own{std::move(desk)} {}

    // The file of that name ("calendars/cn.toml"), which need not exist.
    std::filesystem::path file(std::filesystem::path const &name) const;
    // The files of a folder, each name once, in no order.
    std::vector<std::filesystem::path> files(std::string_view folder) const;

    std::filesystem::path common;
    std::filesystem::path own;  // empty: none
};

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

// The shared data of these places. Files are read when a function is called.
SharedData shared_data(SharePlaces const &share);

}  // namespace dcc
