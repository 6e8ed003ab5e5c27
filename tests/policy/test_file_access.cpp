#include "../support/share.hpp"
#include "../support/temp_dir.hpp"
#include <dcc/policy/file_access.hpp>

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace dcc;

TEST_CASE("Who else may write the policy, its directory or shared data is told") {
    TempDir const dir;
    auto const desk = dir / "desk";
    auto const share = dir / "share";
    for (auto const *name : {"desk", "share", "share/calendars", "share/languages"})
        std::filesystem::create_directory(dir / name);
    auto const policy = desk / "policy.toml";
    auto const calendar = share / "calendars/cn.toml";
    write_bytes(policy, "");
    write_bytes(calendar, "");
    struct Row {
        unsigned directory, policy, calendar;
        std::vector<std::string> told;
    };
    std::string const replace = " may write here, and so replace the policy (chmod ";
    std::string const decide = " may write the policy, and so decide who may do what (chmod ";
    std::string const shared = " may write shared data: deadlines, texts to customers (chmod o-w)";
    for (auto const &row : std::vector<Row>{
             {0755, 0600, 0644, {}},
             {0755, 0644, 0664, {}},
             {0755, 0664, 0644, {"its group" + decide + "g-w)"}},
             {0755, 0646, 0646, {"everybody" + decide + "o-w)", "everybody" + shared}},
             {0775, 0600, 0644, {"its group" + replace + "g-w)"}},
             {0777, 0600, 0644, {"everybody" + replace + "o-w)"}},
             {01777, 0600, 0644, {}},
             // The group of a shared desk is meant to write.
             {02770, 0660, 0644, {}},
             {02775, 0664, 0644, {}},
             {02777, 0666, 0644, {"everybody" + decide + "o-w)", "everybody" + replace + "o-w)"}},
         }) {
        REQUIRE(::chmod(desk.c_str(), row.directory) == 0);
        REQUIRE(::chmod(policy.c_str(), row.policy) == 0);
        REQUIRE(::chmod(calendar.c_str(), row.calendar) == 0);
        std::vector<std::string> told;
        for (auto const &finding : check_access(policy, share)) {
            CHECK(finding.level == Finding::Level::warning);
            told.push_back(finding.message);
        }
        CHECK(told == row.told);
    }
    CHECK(check_access(dir / "none/policy.toml", dir / "none").empty());
}
