#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// A BLAKE2b-256 digest (RFC 7693), by libsodium.
using Digest = std::array<std::uint8_t, 32>;
using Salt = std::array<std::uint8_t, 16>;

Digest digest(std::string_view bytes);

// Digest of salt followed by bytes. With the salt and the bytes gone nobody can tell from the
// digest what they were.
Digest digest(Salt const &salt, std::string_view bytes);

// Fresh random bytes from the system.
Salt random_salt();

// Lower-case hexadecimal, and back. Nothing when the text is not 64 hexadecimal digits.
std::string hex(Digest const &digest);
std::optional<Digest> parse_digest(std::string_view hex);

// The first 12 hexadecimal digits: enough to tell policies and calendars apart by eye.
std::string short_hex(Digest const &digest);

}  // namespace dcc
