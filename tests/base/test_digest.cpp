#include <dcc/base/digest.hpp>

#include <numeric>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace std::literals;

// The expected digests are those of Python's hashlib.blake2b(…, digest_size=32).

TEST_CASE("digests are BLAKE2b-256") {
    CHECK(dcc::hex(dcc::digest("")) ==
          "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK(dcc::hex(dcc::digest("abc")) ==
          "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    CHECK(dcc::hex(dcc::digest("客户中心")) ==
          "86804d8411f5a6a6bdfc4260aabfedf2ad68a4b3a17f2d8a3588e7448fc1fa81");
}

TEST_CASE("digests go past one block, and over all bytes") {
    std::string bytes(std::size_t{256} * 5, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i & 0xff);
    CHECK(dcc::hex(dcc::digest(bytes)) ==
          "82628cbfc9689e234b0923a531f4578fe2e7138a03e2f81ed6cde97517336650");
}

TEST_CASE("a salt stands before the bytes") {
    dcc::Salt salt;
    std::iota(salt.begin(), salt.end(), std::uint8_t{0});
    CHECK(dcc::hex(dcc::digest(salt, "abc")) ==
          "8a931d6aead1f2994ae3c09c105b21a98c3a9f951c5ea4eefcbd6223ec8aa8a2");
    CHECK(dcc::digest(salt, "abc") != dcc::digest("abc"));
}

TEST_CASE("salts are fresh") {
    CHECK(dcc::random_salt() != dcc::random_salt());
}

TEST_CASE("digests read back from their hexadecimal digits, and nothing else does") {
    auto const digest = dcc::digest("abc");
    auto const hex = dcc::hex(digest);
    CHECK(dcc::parse_digest(hex) == digest);
    CHECK(dcc::short_hex(digest) == "bddd813c6342");

    CHECK_FALSE(dcc::parse_digest(""));
    CHECK_FALSE(dcc::parse_digest(hex.substr(1)));
    CHECK_FALSE(dcc::parse_digest(hex + "0"));
    CHECK_FALSE(dcc::parse_digest("g" + hex.substr(1)));
    CHECK_FALSE(dcc::parse_digest(" " + hex.substr(1)));
    CHECK_FALSE(dcc::parse_digest(hex.substr(0, 63) + "\0"s));
}
