#include "common/login.hpp"

#include <doctest/doctest.h>

using namespace dcc::cli;

TEST_CASE("Ids are the system's own only where the map is the identity") {
    CHECK_FALSE(name_in_namespace("         0          0 4294967295\n", 0));
    CHECK_FALSE(name_in_namespace("         0          0 4294967295\n", 1000));
}

TEST_CASE("In a user namespace a user is recorded by the id outside it") {
    auto const alone = "         0       1000          1\n";  // unshare -Ur
    CHECK(name_in_namespace(alone, 0) == "mapped-uid-1000");
    CHECK(name_in_namespace("      1000       1000          1\n", 1000) == "mapped-uid-1000");
    auto const container = "         0       1000          1\n         1     100000      65536\n";
    CHECK(name_in_namespace(container, 0) == "mapped-uid-1000");
    CHECK(name_in_namespace(container, 1) == "mapped-uid-100000");
    CHECK(name_in_namespace(container, 33) == "mapped-uid-100032");
    CHECK(name_in_namespace("         0          0      65536\n", 0) == "mapped-uid-0");
    CHECK(name_in_namespace("         0          0 4294967294\n", 0) == "mapped-uid-0");
    // Not mapped: before the map is written, or an id that it leaves out.
    CHECK(name_in_namespace("", 65534) == "mapped-uid-none");
    CHECK(name_in_namespace(alone, 65534) == "mapped-uid-none");
}
