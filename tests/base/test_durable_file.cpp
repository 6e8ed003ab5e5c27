#include "../support/temp_dir.hpp"
#include <dcc/base/durable_file.hpp>
#include <dcc/base/error.hpp>

#include <doctest/doctest.h>

using namespace dcc;
namespace fs = std::filesystem;

TEST_CASE("A file is made once, for everyone or for its owner alone") {
    TempDir const dir;
    create_file(dir / "key", "secret\n", ReadableBy::owner);
    CHECK(read_bytes(dir / "key") == "secret\n");
    CHECK((fs::status(dir / "key").permissions() & fs::perms::mask) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    create_file(dir / "key.pub", "public\n", ReadableBy::everyone);
    CHECK(fs::exists(dir / "key.pub"));
    CHECK_THROWS_AS(create_file(dir / "key", "another\n", ReadableBy::owner), Error);
    CHECK_THROWS_AS(create_file(dir / "no/key", "", ReadableBy::owner), Error);
    CHECK(read_bytes(dir / "key") == "secret\n");
    // Nor through a link that leads nowhere yet.
    fs::create_symlink(dir / "elsewhere", dir / "link");
    CHECK_THROWS_AS(create_file(dir / "link", "", ReadableBy::owner), Error);
    CHECK_FALSE(fs::exists(dir / "elsewhere"));
}

TEST_CASE("Lines are appended, each on a line of its own") {
    TempDir const dir;
    auto const file = dir / "lines";
    append_line(file, "one");
    append_line(file, "two");
    CHECK(read_bytes(file) == "one\ntwo\n");
    write_bytes(file, "one\ncut o");
    append_line(file, "three");
    CHECK(read_bytes(file) == "one\ncut o\nthree\n");
    CHECK_THROWS_AS(append_line(dir / "", "line"), Error);
    CHECK_THROWS_AS(append_line("/dev/null", "line"), Error);
}

TEST_CASE("A secret that others may use is refused") {
    TempDir const dir;
    auto const file = dir / "key";
    create_file(file, "secret\n", ReadableBy::owner);
    CHECK(read_secret(file) == "secret\n");
    for (auto const perm : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write,
                            fs::perms::others_write}) {
        fs::permissions(file, fs::perms::owner_read | perm);
        CHECK_THROWS_AS(read_secret(file), Error);
    }
    fs::permissions(file, fs::perms::owner_read);
    CHECK(read_secret(file) == "secret\n");
    CHECK_THROWS_AS(read_secret(dir / "none"), Error);
    CHECK_THROWS_AS(read_secret(dir / ""), Error);
}
