#include "common/places.hpp"

#include <dcc/base/error.hpp>
#include <dcc/policy/share.hpp>

#include <cstdlib>

namespace dcc::cli {

std::optional<std::string> environment(char const *name) {
    auto const *const value = std::getenv(name);
    return value ? std::optional<std::string>{value} : std::nullopt;
}

std::filesystem::path find_share(Variable const &variable) {
    namespace fs = std::filesystem;
    std::error_code none;
    // A directory that was named must exist: there is no fallback.
    if (auto const named = variable("DCC_SHARE"); named && !named->empty()) {
        if (fs::is_directory(*named, none)) return *named;
        throw Error{ErrorKind::no_input, "no directory " + *named + " (from DCC_SHARE)"};
    }
    std::vector<fs::path> places;
    std::error_code failed;
    if (auto const program = fs::read_symlink("/proc/self/exe", failed); !failed)
        places.push_back(program.parent_path().parent_path() / "share" / "dcc");
    places.emplace_back(DCC_INSTALL_SHARE);
    for (auto const &place : places)
        if (fs::is_directory(place, none)) return place;
    std::string looked;
    for (auto const &place : places) looked += (looked.empty() ? "" : ", ") + place.string();
    throw Error{ErrorKind::no_input, "found no shared data in " + looked,
                "set DCC_SHARE to the directory that holds packs and calendars"};
}

std::vector<std::string> known_languages(Variable const &variable) {
    try {
        return shared_data(find_share(variable)).languages();
    } catch (Error const &) {
        return {};
    }
}

std::filesystem::path cache_directory(Variable const &variable) {
    if (auto const named = variable("XDG_CACHE_HOME"); named && named->starts_with('/'))
        return std::filesystem::path{*named} / "dcc";
    if (auto const home = variable("HOME"); home && home->starts_with('/'))
        return std::filesystem::path{*home} / ".cache" / "dcc";
    return {};
}

}  // namespace dcc::cli
