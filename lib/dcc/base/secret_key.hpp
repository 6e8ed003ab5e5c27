#pragma once

#include <dcc/base/digest.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A secret key of 256 bits, and what is done with one, by libsodium. It is wiped from memory when
// it dies, and printed by text() alone.
class SecretKey {
  public:
    // A random key from the operating system.
    static SecretKey generate();
    // Reads text(); blanks and line ends around it do not count. Nothing when it is another text.
    static std::optional<SecretKey> parse(std::string_view text);

    SecretKey(SecretKey const &) = default;
    SecretKey &operator=(SecretKey const &) = default;
    ~SecretKey();

    // The key in base64, 44 characters. wipe() it after use.
    std::string text() const;

    // Another key that follows from this one and the purpose, and tells nothing about it.
    SecretKey derive(std::string_view purpose) const;
    // A digest that nobody can compute without the key (BLAKE2b-256, keyed).
    Digest digest(std::string_view bytes) const;

    // Encrypts with XChaCha20-Poly1305 (IETF): a random nonce of 24 bytes, then the ciphertext with
    // its tag of 16. `about` names the place of the text and is bound to it, but not contained.
    std::string encrypt(std::string_view text, std::string_view about) const;
    // The text again. Nothing when it was encrypted with another key, is about something else, or
    // was changed.
    std::optional<std::string> decrypt(std::string_view bytes, std::string_view about) const;

    // The same for a key.
    std::string wrap(SecretKey const &key, std::string_view about) const;
    std::optional<SecretKey> unwrap(std::string_view bytes, std::string_view about) const;

  private:
    SecretKey() = default;

    std::array<std::uint8_t, 32> bytes_{};
};

// Overwrites a text that held a secret, and empties it.
void wipe(std::string &text);

}  // namespace dcc
