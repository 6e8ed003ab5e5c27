#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/policy/share.hpp>

#include <cstdlib>

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

std::filesystem::path find_share() {
    namespace fs = std::filesystem;
    // Who names a place means it: it is not passed over when it is missing.
    if (auto const *const named = std::getenv("DCC_SHARE"); named && *named) {
        std::error_code none;
        if (fs::is_directory(named, none)) return named;
        throw Error{ErrorKind::no_input, fmt::format("no directory {} (from DCC_SHARE)", named)};
    }
    std::vector<fs::path> places;
    std::error_code failed;
    if (auto const program = fs::read_symlink("/proc/self/exe", failed); !failed)
        places.push_back(program.parent_path().parent_path() / "share" / "dcc");
    places.emplace_back(DCC_INSTALL_SHARE);
    for (auto const &place : places)
        if (fs::is_directory(place, failed)) return place;
    std::string looked;
    for (auto const &place : places) looked += (looked.empty() ? "" : ", ") + place.string();
    throw Error{ErrorKind::no_input, "found no shared data in " + looked,
                "set DCC_SHARE to the directory that holds packs and calendars"};
}

}  // namespace dcc
