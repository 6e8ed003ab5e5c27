#include <dcc/base/directory.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/policy/share.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dcc {
namespace {

std::vector<std::string> names_in(SharePlaces const &share, std::string_view folder) {
    std::vector<std::string> names;
    for (auto const &file : share.files(folder)) names.push_back(file.stem().string());
    return names;
}

}  // namespace

std::filesystem::path SharePlaces::file(std::filesystem::path const &name) const {
    std::error_code none;
    if (!own.empty() && std::filesystem::exists(own / name, none)) return own / name;
    return common / name;
}

std::vector<std::filesystem::path> SharePlaces::files(std::string_view folder) const {
    std::vector<std::filesystem::path> found;
    std::set<std::filesystem::path> names;
    auto const add = [&](std::filesystem::path const &place) {
        for (auto const &entry : entries_of(place / folder))
            if (entry.extension() == ".toml" && names.insert(entry.filename()).second)
                found.push_back(entry);
    };
    if (!own.empty()) add(own);
    add(common);
    return found;
}

bool is_file_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos;
}

std::string calendar_source(std::string_view name) {
    return fmt::format("calendars/{}.toml", name);
}

std::string preset_source(std::string_view name) {
    return fmt::format("complaints/{}.toml", name);
}

SharedData shared_data(SharePlaces const &share) {
    auto const text = [share](auto const &source) {
        return [share, source](std::string_view name) -> std::optional<std::string> {
            if (!is_file_name(name)) return std::nullopt;
            return read_text(share.file(source(name)));
        };
    };
    return {text(calendar_source), [share] { return names_in(share, "calendars"); },
            text(preset_source), [share] { return names_in(share, "complaints"); },
            [share] {
                auto names = names_in(share, "languages");
                // In reverse order, so that zh is listed before en.
                std::ranges::sort(names, std::greater{});
                return names;
            }};
}

}  // namespace dcc
