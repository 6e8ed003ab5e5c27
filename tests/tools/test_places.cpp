#include "../support/temp_dir.hpp"
#include "common/places.hpp"
#include <dcc/base/error.hpp>

#include <map>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace dcc;
using namespace dcc::cli;

namespace fs = std::filesystem;

namespace {

fs::path const share = fs::path{DCC_SOURCE_DIR} / "share";

Variable variables(std::map<std::string, std::string> const &values) {
    return [values](char const *name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional{found->second};
    };
}

}  // namespace

TEST_CASE("DCC_SHARE names the shared data and is not passed over") {
    CHECK(find_share(variables({{"DCC_SHARE", share.string()}})) == share);
    CHECK_THROWS_WITH_AS(find_share(variables({{"DCC_SHARE", "/nowhere"}})),
                         "no directory /nowhere (from DCC_SHARE)", Error);
    CHECK(fs::equivalent(find_share(variables({})), share));  // by the build tree's link
}

TEST_CASE("Shared data of one's own is told from that of the tools, by whatever name") {
    TempDir const dir;
    CHECK_FALSE(foreign_share(variables({})));
    CHECK_FALSE(foreign_share(variables({{"DCC_SHARE", ""}})));
    CHECK_FALSE(foreign_share(variables({{"DCC_SHARE", share.string()}})));
    CHECK_FALSE(foreign_share(variables({{"DCC_SHARE", (share / "../share/").string()}})));
    fs::create_directory_symlink(share, dir / "link");
    CHECK_FALSE(foreign_share(variables({{"DCC_SHARE", (dir / "link").string()}})));
    fs::copy(share, dir / "copy", fs::copy_options::recursive);
    CHECK(foreign_share(variables({{"DCC_SHARE", (dir / "copy").string()}})) == dir / "copy");
    CHECK(foreign_share(variables({{"DCC_SHARE", "/nowhere"}})) == "/nowhere");
}

TEST_CASE("Compiled policies are kept where XDG or the home directory says, else nowhere") {
    CHECK(cache_directory(variables({{"XDG_CACHE_HOME", "/cache"}, {"HOME", "/home/wang"}})) ==
          "/cache/dcc");
    CHECK(cache_directory(variables({{"XDG_CACHE_HOME", "cache"}, {"HOME", "/home/wang"}})) ==
          "/home/wang/.cache/dcc");
    CHECK(cache_directory(variables({{"HOME", "home"}})).empty());
    CHECK(cache_directory(variables({})).empty());
}

TEST_CASE("A caller through sudo is known by the variables that sudo sets") {
    auto const caller = [](std::map<std::string, std::string> const &values, unsigned user) {
        auto const found = find_caller(variables(values), user);
        return found ? found->name + "/" + std::to_string(found->user) : "none";
    };
    std::map<std::string, std::string> const sudo{{"SUDO_USER", "anna"}, {"SUDO_UID", "1001"}};
    CHECK(caller(sudo, 990) == "anna/1001");
    CHECK(caller(sudo, 0) == "none");     // the superuser is who they are
    CHECK(caller(sudo, 1001) == "none");  // under their own account
    CHECK(caller({}, 990) == "none");
    CHECK(caller({{"SUDO_USER", "root"}, {"SUDO_UID", "0"}}, 990) == "none");
    CHECK(caller({{"SUDO_USER", "anna"}}, 990) == "none");
    CHECK(caller({{"SUDO_USER", "anna"}, {"SUDO_UID", "1001x"}}, 990) == "none");
    CHECK(caller({{"SUDO_USER", ""}, {"SUDO_UID", "1001"}}, 990) == "none");
}

TEST_CASE("For a caller only their own files are read, and only the account's own desk is used") {
    TempDir const dir;
    auto const me = static_cast<unsigned>(::geteuid());
    auto const file = dir / "policy.toml";
    write_bytes(file, "text");
    auto const handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    CHECK_NOTHROW(require_readable({}, handle, file));
    CHECK_NOTHROW(require_readable(Caller{"me", me}, handle, file));
    REQUIRE(::chmod(file.c_str(), 0640) == 0);
    CHECK_THROWS_WITH_AS(require_readable(Caller{"anna", me + 1}, handle, file),
                         (file.string() + ": does not belong to anna").c_str(), Error);
    ::close(handle);
    CHECK_THROWS_AS(require_readable(Caller{"anna", me + 1}, -1, file), Error);

    auto const desk = dir / "desk.db";
    CHECK_NOTHROW(require_own(desk, file, me));  // no desk yet
    write_bytes(desk, "");
    REQUIRE(::chmod(desk.c_str(), 0600) == 0);
    CHECK_NOTHROW(require_own(desk, file, me));
    for (auto const &one : {desk, file, dir / "."}) {
        REQUIRE(::chmod(one.c_str(), 0770) == 0);
        CHECK_THROWS_AS(require_own(desk, file, me), Error);
        REQUIRE(::chmod(one.c_str(), 0700) == 0);
    }
    if (me != 0) return;
    REQUIRE(::chown(file.c_str(), 54321, 54321) == 0);
    CHECK_THROWS_AS(require_own(desk, file, me), Error);
    CHECK_NOTHROW(require_own(desk, file, 54321));  // the rest is the superuser's
}
