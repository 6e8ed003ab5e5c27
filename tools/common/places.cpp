#include "common/places.hpp"

#include <dcc/base/error.hpp>
#include <dcc/base/new_file.hpp>

#include <charconv>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/stat.h>

namespace dcc::cli {
namespace {

std::optional<unsigned> number_of(std::string const &text) {
    unsigned number = 0;
    auto const *const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && rest == end ? std::optional{number} : std::nullopt;
}

std::vector<std::filesystem::path> share_places() {
    std::vector<std::filesystem::path> places;
    std::error_code failed;
    if (auto const program = std::filesystem::read_symlink("/proc/self/exe", failed); !failed)
        places.push_back(program.parent_path().parent_path() / "share" / "dcc");
    places.emplace_back(DCC_INSTALL_SHARE);
    return places;
}

}  // namespace

std::optional<std::string> environment(char const *name) {
    auto const *const value = std::getenv(name);
    return value ? std::optional<std::string>{value} : std::nullopt;
}

std::filesystem::path find_share(Variable const &variable) {
    std::error_code none;
    // A directory that was named must exist: there is no fallback.
    if (auto const named = variable("DCC_SHARE"); named && !named->empty()) {
        if (std::filesystem::is_directory(*named, none)) return *named;
        throw Error{ErrorKind::no_input, say("no directory {} (from DCC_SHARE)", *named)};
    }
    if (auto const own = own_share()) return *own;
    std::string looked;
    for (auto const &place : share_places())
        looked += (looked.empty() ? "" : ", ") + place.string();
    throw Error{ErrorKind::no_input, say("found no shared data in {}", looked),
                "set DCC_SHARE to the directory that holds packs and calendars"};
}

std::optional<std::filesystem::path> own_share() {
    std::error_code none;
    for (auto const &place : share_places())
        if (std::filesystem::is_directory(place, none)) return place;
    return std::nullopt;
}

std::optional<std::filesystem::path> foreign_share(Variable const &variable) {
    auto const named = variable("DCC_SHARE");
    if (!named || named->empty()) return std::nullopt;
    auto const own = own_share();
    std::error_code none;
    if (!own || std::filesystem::equivalent(*named, *own, none)) return std::nullopt;
    return *named;
}

std::filesystem::path cache_directory(Variable const &variable) {
    if (auto const named = variable("XDG_CACHE_HOME"); named && named->starts_with('/'))
        return std::filesystem::path{*named} / "dcc";
    if (auto const home = variable("HOME"); home && home->starts_with('/'))
        return std::filesystem::path{*home} / ".cache" / "dcc";
    return {};
}

std::optional<Caller> find_caller(Variable const &variable, unsigned user) {
    auto const name = variable("SUDO_USER");
    auto const id = variable("SUDO_UID");
    if (user == superuser || !name || name->empty() || !id) return std::nullopt;
    auto const number = number_of(*id);
    if (!number || *number == user || *number == superuser) return std::nullopt;
    return Caller{*name, *number};
}

void require_readable(std::optional<Caller> const &caller, int file,
                      std::filesystem::path const &name) {
    struct ::stat status {};
    if (!caller || (::fstat(file, &status) == 0 &&
                    (status.st_uid == caller->user ||
                     (status.st_uid == superuser && (status.st_mode & S_IROTH) != 0))))
        return;
    throw Error{ErrorKind::no_permission,
                say("{}: does not belong to {}", name.string(), caller->name),
                "through sudo a tool reads only files of the caller"};
}

void require_own(std::filesystem::path const &desk, std::filesystem::path const &policy,
                 unsigned user) {
    for (auto const &file : {directory_of(desk), desk, policy}) {
        struct ::stat status {};
        if (::stat(file.c_str(), &status) != 0) continue;
        if ((status.st_uid == user || status.st_uid == superuser) &&
            (status.st_mode & (S_IWGRP | S_IWOTH)) == 0)
            continue;
        throw Error{ErrorKind::no_permission,
                    say("{}: others than the account may write to it", file.string()),
                    "through sudo a tool uses only a desk of the account itself, see "
                    "dcc-security(7)"};
    }
}

}  // namespace dcc::cli
