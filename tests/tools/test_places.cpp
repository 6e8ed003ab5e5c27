#include "common/places.hpp"
#include <dcc/base/error.hpp>

#include <map>

#include <doctest/doctest.h>

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

TEST_CASE("The languages are those of the shared data") {
    CHECK(known_languages(variables({{"DCC_SHARE", share.string()}})) ==
          std::vector<std::string>{"zh", "en"});
    CHECK(known_languages(variables({{"DCC_SHARE", "/nowhere"}})).empty());
}

TEST_CASE("Compiled policies are kept where XDG or the home directory says, else nowhere") {
    CHECK(cache_directory(variables({{"XDG_CACHE_HOME", "/cache"}, {"HOME", "/home/wang"}})) ==
          "/cache/dcc");
    CHECK(cache_directory(variables({{"XDG_CACHE_HOME", "cache"}, {"HOME", "/home/wang"}})) ==
          "/home/wang/.cache/dcc");
    CHECK(cache_directory(variables({{"HOME", "home"}})).empty());
    CHECK(cache_directory(variables({})).empty());
}
