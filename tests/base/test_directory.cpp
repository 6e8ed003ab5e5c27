#include "../support/temp_dir.hpp"
#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>

#include <algorithm>

#include <doctest/doctest.h>
#include <sys/resource.h>

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
    write_bytes(dir / "a", "");
    struct ::rlimit limit {};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
    auto none = limit;
    none.rlim_cur = 0;
    auto kind = ErrorKind::software;
    ::setrlimit(RLIMIT_NOFILE, &none);
    try {
        (void)entries_of(dir / "");
    } catch (Error const &error) {
        kind = error.kind();
    }
    ::setrlimit(RLIMIT_NOFILE, &limit);
    CHECK(kind == ErrorKind::no_input);
}
