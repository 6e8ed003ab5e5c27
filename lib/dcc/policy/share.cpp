#include <dcc/base/directory.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/policy/share.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc {
namespace {

std::vector<std::string> names_in(std::filesystem::path const &directory) {
    std::vector<std::string> names;
    for (auto const &entry : entries_of(directory))
        if (entry.extension() == ".toml") names.push_back(entry.stem().string());
    return names;
}

}  // namespace

bool is_file_name(std::string_view name) {
    return !name.empty() && name.front() != '.' && name.find('/') == std::string_view::npos;
}

std::string calendar_source(std::string_view name) {
    return fmt::format("calendars/{}.toml", name);
}

std::string preset_source(std::string_view name) {
    return fmt::format("complaints/{}.toml", name);
}

SharedData shared_data(std::filesystem::path const &share) {
    auto const text_in = [](std::filesystem::path const &directory) {
        return [directory](std::string_view name) -> std::optional<std::string> {
            if (!is_file_name(name)) return std::nullopt;
            return read_text(directory / fmt::format("{}.toml", name));
        };
    };
    return {text_in(share / "calendars"),
            [calendars = share / "calendars"] { return names_in(calendars); },
            text_in(share / "complaints"),
            [presets = share / "complaints"] { return names_in(presets); },
            [languages = share / "languages"] {
                auto names = names_in(languages);
                // In reverse order, so that zh is listed before en.
                std::ranges::sort(names, std::greater{});
                return names;
            }};
}

}  // namespace dcc
