#include <dcc/base/file_text.hpp>
#include <dcc/policy/share.hpp>

#include <fmt/format.h>

namespace dcc {

SharedData shared_data(std::filesystem::path const &share) {
    return {[calendars = share / "calendars"](std::string_view name) {
                return read_text(calendars / fmt::format("{}.toml", name));
            },
            [calendars = share / "calendars"] {
                std::vector<std::string> names;
                std::error_code none;
                for (auto const &entry : std::filesystem::directory_iterator{calendars, none})
                    if (entry.path().extension() == ".toml")
                        names.push_back(entry.path().stem().string());
                return names;
            }};
}

}  // namespace dcc
