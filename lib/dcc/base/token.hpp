#pragma once

#include <dcc/base/digest.hpp>

#include <string>
#include <string_view>

namespace dcc {

// A word that nobody can guess (80 random bits) and everybody can read out: "k7mq-3tze-9xfa-2hbn",
// in the letters of Crockford's base 32, which have no i, l, o and u.
std::string random_token();

// What is kept of a token. The same however a person writes it: large or small, with or without
// hyphens and blanks, o for 0, i and l for 1.
Digest token_digest(std::string_view token);

}  // namespace dcc
