#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dcc {

// Bytes as base64 with padding (RFC 4648, section 4).
std::string to_base64(std::string_view bytes);

// The bytes of such a text, in which the characters of `skip` do not count. Nothing when it is
// another text.
std::optional<std::string> from_base64(std::string_view text, char const *skip = nullptr);

}  // namespace dcc
