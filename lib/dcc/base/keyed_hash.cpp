#include <dcc/base/keyed_hash.hpp>

#include <algorithm>

#include <sodium.h>

namespace dcc {

static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == sizeof(std::uint64_t));

KeyedHash::KeyedHash(Digest const &key) {
    std::copy_n(key.begin(), key_.size(), key_.begin());
}

std::uint64_t KeyedHash::operator()(std::string_view text) const {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
    crypto_shorthash(bytes.data(), reinterpret_cast<unsigned char const *>(text.data()),
                     text.size(), key_.data());
    std::uint64_t value = 0;
    for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte) value = value << 8U | *byte;
    return value;
}

}  // namespace dcc
