#include "../support/temp_dir.hpp"
#include <dcc/base/durable_file.hpp>
#include <dcc/base/error.hpp>

#include <doctest/doctest.h>

using namespace dcc;
namespace fs = std::filesystem;

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
    write_bytes(file, "secret\n");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
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
