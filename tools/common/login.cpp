#include "common/login.hpp"

#include <dcc/base/file_text.hpp>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <sstream>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace dcc::cli {
namespace {

// One line of the map: `count` ids from `inside` on are those from `outside` on.
struct Range {
    std::uint64_t inside = 0;
    std::uint64_t outside = 0;
    std::uint64_t count = 0;

    friend bool operator==(Range const &, Range const &) = default;
};

constexpr Range every_id{0, 0, 4294967295};

std::optional<std::string> own_name_in_namespace() {
    // Without user namespaces the system has no such file.
    auto const map = read_text("/proc/self/uid_map");
    return map ? name_in_namespace(*map, ::getuid()) : std::nullopt;
}

// The name of the user id in /etc/passwd. The tools are linked statically, so they cannot use the
// name service switch, which loads shared objects.
std::string name_in_database() {
    auto const uid = ::getuid();
    std::unique_ptr<std::FILE, int (*)(std::FILE *)> const users{std::fopen("/etc/passwd", "re"),
                                                                 &std::fclose};
    while (users) {
        auto const user = ::fgetpwent(users.get());
        if (!user) break;
        if (user->pw_uid == uid) return user->pw_name;
    }
    return "uid-" + std::to_string(uid);
}

}  // namespace

std::string login_of_user() {
    auto mapped = own_name_in_namespace();
    return mapped ? std::move(*mapped) : name_in_database();
}

bool in_user_namespace() {
    return own_name_in_namespace().has_value();
}

std::optional<std::string> name_in_namespace(std::string_view uid_map, unsigned user) {
    std::istringstream lines{std::string{uid_map}};
    std::optional<std::uint64_t> outside;
    for (Range range; lines >> range.inside >> range.outside >> range.count;) {
        if (range == every_id) return std::nullopt;
        if (user >= range.inside && user - range.inside < range.count)
            outside = range.outside + (user - range.inside);
    }
    return outside ? fmt::format("mapped-uid-{}", *outside) : "mapped-uid-none";
}

}  // namespace dcc::cli
