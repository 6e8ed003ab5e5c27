#pragma once

// The one place that starts libsodium.

#include <dcc/base/error.hpp>

#include <string_view>

#include <sodium.h>

namespace dcc {

// Until it is started, libsodium gives no random bytes, and its portable code instead of the
// fastest that the processor can run.
inline void ensure_sodium() {
    static bool const ready = sodium_init() >= 0;
    if (!ready) throw Error{ErrorKind::software, "libsodium cannot be initialised"};
}

inline unsigned char const *bytes_of(std::string_view text) {
    return reinterpret_cast<unsigned char const *>(text.data());
}

}  // namespace dcc
