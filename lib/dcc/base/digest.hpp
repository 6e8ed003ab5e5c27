#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A BLAKE2b-256 digest (RFC 7693), by libsodium.
using Digest = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 16>;

// Digest of the bytes.
Digest digest(std::string_view bytes);

// Digest of the salt followed by the bytes. Once salt and bytes are erased, the bytes cannot be
// guessed from the digest.
Digest digest(Salt const &salt, std::string_view bytes);

// The digest of bytes that come part by part.
class Digesting {
  public:
    Digesting();
    Digesting(Digesting const &) = delete;
    Digesting &operator=(Digesting const &) = delete;
    ~Digesting();

    void add(std::string_view bytes);
    // Call it once, after the last part.
    Digest end();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// Random bytes from the operating system. Throws Error{software} when libsodium does not start.
Salt random_salt();

// The digest as 64 lower-case hexadecimal digits.
std::string hex(Digest const &digest);

// Reads hexadecimal digits. Nothing when the text is not 64 of them.
std::optional<Digest> parse_digest(std::string_view hex);

// The first 12 hexadecimal digits: enough for people to tell policies and calendars apart.
std::string short_hex(Digest const &digest);

}  // namespace dcc
