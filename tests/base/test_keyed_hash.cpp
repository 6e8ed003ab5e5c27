#include <dcc/base/keyed_hash.hpp>

#include <numeric>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("A keyed hash is SipHash-2-4") {
    // The key 00 01 … 0f and the messages that are beginnings of 00 01 02 …, from the reference
    // implementation of J.-P. Aumasson and D. J. Bernstein.
    Digest key{};
    std::iota(key.begin(), key.end(), std::uint8_t{0});
    KeyedHash const hash{key};
    std::string message(15, '\0');
    std::iota(message.begin(), message.end(), '\0');
    CHECK(hash("") == 0x726fdb47dd0e0e31U);
    CHECK(hash(message.substr(0, 8)) == 0x93f5f5799a932462U);
    CHECK(hash(message) == 0xa129ca6149be45e5U);
}

TEST_CASE("Under another key a text has another hash") {
    KeyedHash const one{digest("one")};
    KeyedHash const other{digest("other")};
    for (auto const *text : {"", "a", "退款"}) CHECK(one(text) != other(text));
}
