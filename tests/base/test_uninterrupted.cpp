#include <dcc/base/detail/uninterrupted.hpp>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("A call is made again while a signal interrupts it, and only then") {
    int calls = 0;
    auto const call = [&](int interruptions, int then) {
        calls = 0;
        return uninterrupted([&] {
            errno = ++calls <= interruptions ? EINTR : EIO;
            return calls <= interruptions ? -1 : then;
        });
    };
    CHECK(call(0, 5) == 5);
    CHECK(calls == 1);
    CHECK(call(3, 0) == 0);
    CHECK(calls == 4);
    CHECK(call(2, -1) == -1);
    CHECK(errno == EIO);
    CHECK(calls == 3);
}
