#include "../support/share.hpp"
#include "../support/temp_dir.hpp"
#include <dcc/base/file_text.hpp>
#include <dcc/policy/compiled.hpp>
#include <dcc/policy/load.hpp>

#include <fstream>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Policy pack() {
    return load_policy(test_share / "packs/center/policy.toml", test_share);
}

void write(std::filesystem::path const &file, std::string_view text) {
    std::ofstream{file, std::ios::binary} << text;
}

}  // namespace

TEST_CASE("A compiled policy is the policy, to the last member") {
    auto const policy = pack();
    auto const bytes = compile_policy(policy);
    auto const again = read_compiled(bytes);
    REQUIRE(again);
    CHECK(compile_policy(*again) == bytes);
    CHECK(again->fingerprint == policy.fingerprint);
    CHECK(again->sources == policy.sources);
    CHECK(again->calendars == policy.calendars);
    CHECK(again->matrix == policy.matrix);
    CHECK(again->categories.back().place.text() == policy.categories.back().place.text());
    for (std::size_t i = 0; i < policy.sla.size(); ++i)
        CHECK(again->terms_of(again->sla[i]) == policy.terms_of(policy.sla[i]));
    CHECK(again->staff.size() == policy.staff.size());
    CHECK(again->role("agent")->may == policy.role("agent")->may);
    CHECK(again->survey.dimensions.size() == policy.survey.dimensions.size());
}

TEST_CASE("Bytes that were cut off, changed, or made by another version are not read") {
    auto const bytes = compile_policy(pack());
    for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 7)
        CHECK_FALSE(read_compiled(std::string_view{bytes}.substr(0, size)));
    for (std::size_t at = 0; at < bytes.size(); at += 1 + at / 5) {
        auto changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        CHECK_FALSE(read_compiled(changed));
    }
    CHECK_FALSE(read_compiled(bytes + "x"));
}

TEST_CASE("A kept policy is found until its file, its name or a shared calendar changes") {
    TempDir const dir;
    auto const share = dir / "share";
    std::filesystem::create_directories(share / "calendars");
    std::filesystem::create_directories(share / "languages");
    for (auto const *language : {"zh", "en"})
        write(share / "languages" / (std::string{language} + ".toml"), "");
    write(share / "calendars/cn.toml", *read_text(test_share / "calendars/cn.toml"));
    write(share / "calendars/24x7.toml", *read_text(test_share / "calendars/24x7.toml"));
    auto const file = dir / "policy.toml";
    auto const text = *read_text(test_share / "packs/center/policy.toml");
    write(file, text);
    auto const policy = read_policy_file(file, share).policy;
    CompiledPolicies const compiled{dir / "cache", shared_data(share)};
    CHECK_FALSE(compiled.find(file, text));
    compiled.keep(file, policy);
    auto const found = compiled.find(file, text);
    REQUIRE(found);
    CHECK(found->fingerprint == policy.fingerprint);
    CHECK_FALSE(compiled.find(file, text + "\n"));
    CHECK_FALSE(compiled.find(dir / "other.toml", text));
    write(share / "languages/de.toml", "");
    CHECK_FALSE(compiled.find(file, text));
    std::filesystem::remove(share / "languages/de.toml");
    CHECK(compiled.find(file, text));
    auto const calendar = share / "calendars/cn.toml";
    write(calendar, *read_text(calendar) + "\n# new\n");
    CHECK_FALSE(compiled.find(file, text));
    std::filesystem::remove(calendar);
    CHECK_FALSE(compiled.find(file, text));
}

TEST_CASE("Where nothing can be kept, nothing is, and nothing else suffers") {
    TempDir const dir;
    write(dir / "file", "in the way");
    auto const &share = test_share;
    auto const file = share / "packs/center/policy.toml";
    for (auto const &place : {std::filesystem::path{}, dir / "file" / "below"}) {
        CompiledPolicies const compiled{place, shared_data(share)};
        compiled.keep(file, pack());
        CHECK_FALSE(compiled.find(file, *read_text(file)));
    }
}
