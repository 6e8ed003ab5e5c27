#include "common/output.hpp"
#include <dcc/base/error.hpp>

#include <csignal>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

using namespace dcc;
using namespace dcc::cli;

TEST_CASE("a full disk is an error, a reader that went away is none") {
    auto const full = ::open("/dev/full", O_WRONLY);
    REQUIRE(full >= 0);
    Output output{full};
    output.write("x");
    CHECK_THROWS_AS(output.flush(), Error);
    ::close(full);

    std::signal(SIGPIPE, SIG_IGN);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    ::close(ends[0]);
    Output gone{ends[1]};
    gone.write("x");
    CHECK_NOTHROW(gone.flush());
    CHECK(gone.closed());
    ::close(ends[1]);
}
