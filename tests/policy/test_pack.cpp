#include "../support/temp_dir.hpp"
#include "sample.hpp"
#include <dcc/base/error.hpp>
#include <dcc/policy/calendar_file.hpp>
#include <dcc/policy/lint.hpp>

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

using namespace dcc;
using namespace std::chrono_literals;
using std::chrono::sys_days;

namespace fs = std::filesystem;

namespace {

fs::path const share = fs::path{DCC_SOURCE_DIR} / "share";

}  // namespace

TEST_CASE("every pack loads and is sound") {
    for (auto const &entry : fs::directory_iterator{share / "packs"}) {
        auto const file = entry.path() / "policy.toml";
        CAPTURE(file.string());
        auto const loaded = read_policy_file(file, share);
        CHECK(lines(loaded.findings) == "");
        CHECK(lines(lint(loaded.policy, sys_days{2026y / 6 / 1})) == "");
        std::ifstream input{file};
        std::string first;
        std::getline(input, first);
        CHECK(first.starts_with("# pack: " + entry.path().filename().string() + " — "));
        CHECK(load_policy(file, share).fingerprint == loaded.policy.fingerprint);
    }
}

TEST_CASE("the center pack is told in time that its holidays end") {
    auto const policy = load_policy(share / "packs" / "center" / "policy.toml", share);
    auto const hints = lint(policy, sys_days{2026y / 11 / 21});
    CHECK(hints.size() == 1);
    CHECK(hints[0].level == Finding::Level::warning);
    CHECK(hints[0].message.english().starts_with(
        "calendar \"office\": its holiday table ends on 2026-12-31"));
}

TEST_CASE("every shared calendar is sound") {
    for (auto const &entry : fs::directory_iterator{share / "calendars"}) {
        std::ifstream input{entry.path(), std::ios::binary};
        std::string const text{std::istreambuf_iterator<char>{input}, {}};
        auto const name = entry.path().stem().string();
        CAPTURE(name);
        CHECK_NOTHROW(read_calendar(text, entry.path().filename().string(), name));
    }
    CHECK_FALSE(shared_data(share).calendars().empty());
    CHECK_FALSE(shared_data(share).calendar("no-such-calendar").has_value());
}

TEST_CASE("The shared data of a desk goes before the common one, file by file") {
    TempDir dir;
    for (auto const folder : share_folders) fs::create_directory(dir / folder.data());
    write_bytes(dir / "calendars/cn.toml", "own");
    write_bytes(dir / "complaints/ours.toml", "limits");
    write_bytes(dir / "languages/de.toml", "German");
    auto const data = shared_data({share, dir / ""});
    CHECK(data.calendar("cn") == "own");
    CHECK(data.calendar("24x7") == shared_data(share).calendar("24x7"));
    CHECK(data.preset("ours") == "limits");
    CHECK(data.preset("iso10002").has_value());
    CHECK_FALSE(data.calendar("../languages/de").has_value());
    CHECK(data.languages() == std::vector<std::string>{"zh", "en", "de"});
    CHECK(data.calendars().size() == shared_data(share).calendars().size());
    CHECK(SharePlaces{share, dir / ""}.file("languages/de.toml") == dir / "languages/de.toml");
    CHECK(SharePlaces{share, dir / ""}.file("languages/en.toml") == share / "languages/en.toml");
}

TEST_CASE("an unknown calendar is compared with the shared ones") {
    auto const file = fs::temp_directory_path() / "dcc-test-policy.toml";
    std::ofstream{file} << sample_with("calendar = \"24x7\"", "calendar = \"24/7\"");
    CHECK_THROWS_WITH_AS(load_policy(file, share),
                         "dcc-test-policy.toml:45:12: sla \"urgent\": unknown calendar \"24/7\" "
                         "(did you mean \"24x7\"?)",
                         Error);
    fs::remove(file);
}
