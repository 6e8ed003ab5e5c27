#include "../support/temp_dir.hpp"
#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>

#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("A directory has its entries; one that is not there has none") {
    TempDir const dir;
    CHECK(entries_of(dir / "").empty());
    write_bytes(dir / "a", "");
    write_bytes(dir / "b", "");
    auto entries = entries_of(dir / "");
    std::ranges::sort(entries);
    CHECK(entries == std::vector{dir / "a", dir / "b"});
    CHECK(entries_of(dir / "none").empty());
    CHECK(entries_of(dir / "a").empty());
}

TEST_CASE("A directory that cannot be read is an error, not an empty one") {
    TempDir const dir;
    std::filesystem::create_symlink("circle", dir / "circle");
    auto kind = ErrorKind::software;
    try {
        (void)entries_of(dir / "circle");
    } catch (Error const &error) {
        kind = error.kind();
    }
    CHECK(kind == ErrorKind::no_input);
}
