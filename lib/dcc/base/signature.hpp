#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace dcc {

// Signatures by Ed25519 (RFC 8032). Keys are PEM texts (RFC 8410), which other programs read too.

class PublicKey {
  public:
    // Throws Error{data}, naming the file, when the text is not the PEM of such a key.
    PublicKey(std::string_view pem, std::string const &file);

    std::string pem() const;
    // Whether the signature, 64 bytes in base64, is of this text and by this key's owner.
    bool verifies(std::string_view text, std::string_view signature) const;

  private:
    friend class PrivateKey;
    using Bytes = std::array<std::uint8_t, 32>;
    explicit PublicKey(Bytes const &bytes) : bytes_{bytes} {}

    Bytes bytes_{};
};

// Wiped from memory when it dies.
class PrivateKey {
  public:
    static PrivateKey generate();
    // Throws Error{data}, naming the file, when the text is not the PEM of such a key.
    PrivateKey(std::string_view pem, std::string const &file);
    PrivateKey(PrivateKey const &) = delete;
    PrivateKey &operator=(PrivateKey const &) = delete;
    ~PrivateKey();

    std::string pem() const;
    PublicKey public_key() const;
    std::string sign(std::string_view text) const;  // in base64

  private:
    using Seed = std::array<std::uint8_t, 32>;
    explicit PrivateKey(Seed const &seed);

    std::array<std::uint8_t, 64> bytes_{};  // as libsodium keeps it: the seed, then the public key
};

}  // namespace dcc
