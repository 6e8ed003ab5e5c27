#include <dcc/base/base64.hpp>
#include <dcc/base/secret_key.hpp>

#include <string>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("base64 reads what it writes, and nothing else") {
    for (auto const *text : {"", "a", "ab", "abc", "abcd"})
        CHECK(from_base64(to_base64(text)) == std::string{text});
    CHECK(to_base64("ab") == "YWI=");
    CHECK(from_base64("YW\nI=\n", "\n") == "ab");
    for (auto const *text : {"YWI", "YWI==", "YWJ=", "Y", "YWI=x", "YW I=", "-_-_"})
        CHECK_MESSAGE(!from_base64(text), text);
}

TEST_CASE("a key is read from its text") {
    auto const key = SecretKey::generate();
    auto const text = key.text();
    CHECK(text.size() == 44);
    CHECK(SecretKey::parse(" " + text + "\r\n")->text() == text);
    CHECK(SecretKey::generate().text() != text);
    for (auto const &wrong : {std::string{}, text.substr(1), text + "=", text + text,
                              to_base64(std::string(31, 'x')), to_base64(std::string(33, 'x'))})
        CHECK_MESSAGE(!SecretKey::parse(wrong), wrong);
}

TEST_CASE("a text is decrypted with its key, in its place, unchanged, or not at all") {
    auto const key = SecretKey::generate();
    for (auto const &text : {std::string{}, std::string{"王伟"}, std::string(100'000, 'x')}) {
        auto const bytes = key.encrypt(text, "customer.name 1");
        CHECK(bytes.size() == text.size() + 40);
        CHECK(bytes != key.encrypt(text, "customer.name 1"));
        CHECK(key.decrypt(bytes, "customer.name 1") == text);
        CHECK(!key.decrypt(bytes, "customer.name 2"));
        CHECK(!SecretKey::generate().decrypt(bytes, "customer.name 1"));
        for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 50) {
            auto changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            CHECK(!key.decrypt(changed, "customer.name 1"));
            CHECK(!key.decrypt(bytes.substr(0, at), "customer.name 1"));
        }
    }
}

TEST_CASE("a key wraps another") {
    auto const master = SecretKey::generate();
    auto const key = SecretKey::generate();
    auto const wrapped = master.wrap(key, "customer 1");
    CHECK(master.unwrap(wrapped, "customer 1")->text() == key.text());
    CHECK(!master.unwrap(wrapped, "customer 2"));
    CHECK(!key.unwrap(wrapped, "customer 1"));
    CHECK(!master.unwrap(master.encrypt("too short", "customer 1"), "customer 1"));
}

TEST_CASE("derived keys and digests depend on key and text") {
    auto const key = SecretKey::parse(to_base64(std::string(32, 'k'))).value();
    CHECK(key.derive("one").text() == key.derive("one").text());
    CHECK(key.derive("one").text() != key.derive("two").text());
    CHECK(key.derive("one").text() != key.text());
    CHECK(key.digest("13800138000") != digest("13800138000"));
    // BLAKE2b-256 with that key, as Python's hashlib has it.
    CHECK(hex(key.digest("13800138000")) ==
          "05decb90c39bebe6ee6020823e6da073ff78737b8c393145a2182af3030cab1c");
}

TEST_CASE("a wiped text is empty") {
    std::string text = "secret";
    wipe(text);
    CHECK(text.empty());
}
