#include "../support/share.hpp"
#include "../support/temp_dir.hpp"
#include <dcc/base/file_text.hpp>
#include <dcc/policy/compiled.hpp>
#include <dcc/policy/load.hpp>

#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

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

TEST_CASE("A compiled policy keeps the limits of suggestions") {
    auto policy = pack();
    CHECK_FALSE(policy.suggest.is_used());
    policy.suggest = {0.9, std::nullopt, true, {"policy.toml", 7, 1}};
    auto const again = read_compiled(compile_policy(policy));
    REQUIRE(again);
    CHECK(again->suggest.decide_above == 0.9);
    CHECK_FALSE(again->suggest.suggest_above);
    CHECK(again->suggest.second_opinion);
    CHECK(again->suggest.place.line == 7);
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

// A cached policy that gives everybody every right stands where the real one belongs, made by
// somebody else or where somebody else could have made it.
TEST_CASE("A forged compiled policy is not used") {
    TempDir const dir;
    auto const file = dir / "policy.toml";
    auto const text = *read_text(test_share / "packs/center/policy.toml");
    write(file, text);
    auto policy = read_policy_file(file, test_share).policy;
    policy.roles.clear();  // everyone may do everything
    auto const cache = dir / "cache";
    CompiledPolicies const compiled{cache, shared_data(test_share)};
    compiled.keep(file, policy);
    REQUIRE(compiled.find(file, text));
    auto const kept = std::filesystem::directory_iterator {
        cache
        } -> path();

    auto const mode_of = [](std::filesystem::path const &path) {
        struct ::stat status {};
        return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
    };
    CHECK(mode_of(cache) == 0700);
    CHECK(mode_of(kept) == 0600);

    namespace fs = std::filesystem;
    SUBCASE("a file that others may write") {
        for (auto const mode : {0620U, 0602U, 0666U}) {
            REQUIRE(::chmod(kept.c_str(), mode) == 0);
            CHECK_FALSE(compiled.find(file, text));
        }
    }
    SUBCASE("a directory that others may write to") {
        for (auto const mode : {0770U, 0702U, 0777U, 01777U}) {
            REQUIRE(::chmod(cache.c_str(), mode) == 0);
            CHECK_FALSE(compiled.find(file, text));
            compiled.keep(file, policy);  // nor is anything kept there
            CHECK_FALSE(compiled.find(file, text));
        }
    }
    SUBCASE("a link to a file") {
        fs::rename(kept, dir / "elsewhere");
        fs::create_symlink(dir / "elsewhere", kept);
        CHECK_FALSE(compiled.find(file, text));
        compiled.keep(file, policy);  // replaces the link, not what it leads to
        CHECK(fs::is_regular_file(fs::symlink_status(kept)));
    }
    SUBCASE("a second name of a file") {
        fs::create_hard_link(kept, dir / "elsewhere");
        CHECK_FALSE(compiled.find(file, text));
    }
    SUBCASE("a link to a directory") {
        fs::rename(cache, dir / "elsewhere");
        fs::create_directory_symlink(dir / "elsewhere", cache);
        CHECK_FALSE(compiled.find(file, text));
        CompiledPolicies const slashed{cache / "", shared_data(test_share)};
        CHECK_FALSE(slashed.find(file, text));
    }
    SUBCASE("no file at all") {
        fs::remove(kept);
        REQUIRE(::mkfifo(kept.c_str(), 0600) == 0);
        CHECK_FALSE(compiled.find(file, text));  // and does not wait for a writer
    }
    SUBCASE("another owner") {
        if (::geteuid() != 0) return;  // only the superuser can give files away
        constexpr ::uid_t other = 54321;
        REQUIRE(::chown(kept.c_str(), other, other) == 0);
        CHECK_FALSE(compiled.find(file, text));
        REQUIRE(::chown(kept.c_str(), 0, 0) == 0);
        CHECK(compiled.find(file, text));
        REQUIRE(::chown(cache.c_str(), other, other) == 0);
        CHECK_FALSE(compiled.find(file, text));
    }
}
