#include <dcc/base/error.hpp>
#include <dcc/base/signature.hpp>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// The second key of RFC 8032, section 7.1; its PEM and the signature of "abc" are those of Python's
// cryptography 48.
std::string const private_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7\n"
    "-----END PRIVATE KEY-----\n";
std::string const public_pem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
    "-----END PUBLIC KEY-----\n";
std::string const of_abc =
    "o3e6BjOd4YSqGoi4g9hVi3BLlvfksqw+eYT8KX6VSb1O4by7clU/x2hADsI5WnAjEeeu2WmnEzh7M3eFWlN3AQ==";

std::string with(std::string text, std::string_view old, std::string_view fresh) {
    return text.replace(text.find(old), old.size(), fresh);
}

}  // namespace

TEST_CASE("Signatures are those of Ed25519") {
    PrivateKey const key{private_pem, "key"};
    CHECK(
        key.sign("r") ==
        "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==");
    CHECK(key.sign("abc") == of_abc);
    CHECK(key.pem() == private_pem);
    CHECK(key.public_key().pem() == public_pem);
    CHECK(PublicKey{public_pem, "key"}.verifies("abc", of_abc));
}

TEST_CASE("A signature is of one text, by one key, and whole") {
    PublicKey const key{public_pem, "key"};
    CHECK_FALSE(key.verifies("abd", of_abc));
    CHECK_FALSE(key.verifies("", of_abc));
    CHECK_FALSE(PrivateKey::generate().public_key().verifies("abc", of_abc));
    auto changed = of_abc;
    changed[3] = 'A';
    for (auto const &signature :
         {changed, of_abc.substr(0, 87), of_abc.substr(0, 84), of_abc + "AAAA", of_abc + " ",
          of_abc + "\n", " " + of_abc, std::string{}, std::string{"no base64"}}) {
        CAPTURE(signature);
        CHECK_FALSE(key.verifies("abc", signature));
    }
}

TEST_CASE("New keys differ, and come back from their PEM") {
    auto const key = PrivateKey::generate();
    CHECK(key.pem() != PrivateKey::generate().pem());
    PrivateKey const same{key.pem(), "key"};
    CHECK(PublicKey{key.public_key().pem(), "key"}.verifies("text", same.sign("text")));
}

TEST_CASE("What is not the PEM of such a key is refused") {
    auto const inner = private_pem.substr(28, 64);
    for (auto const &text :
         {std::string{}, public_pem, inner, private_pem.substr(0, 60),
          std::string{"-----BEGIN PRIVATE KEY----------END PRIVATE KEY-----"},
          "-----BEGIN PRIVATE KEY-----\n" + inner.substr(4) + "\n-----END PRIVATE KEY-----\n",
          // Of another kind: X25519.
          with(private_pem, "VwBC", "VuBC")}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(PrivateKey(text, "desk.key"),
                             "desk.key: is not an Ed25519 private key in PEM", Error);
    }
    CHECK_THROWS_WITH_AS(PublicKey(private_pem, "desk.pub"),
                         "desk.pub: is not an Ed25519 public key in PEM", Error);
    CHECK_NOTHROW(PrivateKey(
        "-----BEGIN PRIVATE KEY-----\r\n" + inner + "\r\n-----END PRIVATE KEY-----", "key"));
}
