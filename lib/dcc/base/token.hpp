#pragma once

#include <dcc/base/digest.hpp>

#include <string>
#include <string_view>

namespace dcc {

// A token that cannot be guessed (80 random bits) and is easy to read out: "k7mq-3tze-9xfa-2hbn",
// in the digits of Crockford's base 32, which has no i, l, o and u.
std::string random_token();

// The digest that is stored instead of a token. Spelling does not matter: upper or lower case, with
// or without hyphens and blanks, o for 0, i or l for 1.
Digest token_digest(std::string_view token);

// The token in the text that has this digest, as it stands there; empty when there is none.
std::string find_token(std::string_view text, Digest const &token);

// The text with each occurrence of the token that has this digest hidden: "****-****-****-****".
std::string hide_token(std::string text, Digest const &token);

}  // namespace dcc
