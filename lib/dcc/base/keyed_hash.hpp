#pragma once

#include <dcc/base/digest.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace dcc {

// Short digests of short texts (SipHash-2-4, by libsodium), for tables. Without the key nobody can
// tell which text a digest is of.
class KeyedHash {
  public:
    // The first half of the key is used.
    explicit KeyedHash(Digest const &key);

    std::uint64_t operator()(std::string_view text) const;

  private:
    std::array<std::uint8_t, 16> key_{};
};

}  // namespace dcc
