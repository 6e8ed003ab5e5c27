#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dcc::store {

// The sealed text of an event and its salt. In a protected desk both are encrypted together: with
// the salt and the digest in the chain, a phone number could be found by trying all.
struct SealedText {
    Salt salt{};
    std::string text;
};

// Who owns the text of an event about a case, a customer, or neither.
std::string owner_of(KeyRing &keys, std::optional<CaseId> of_case,
                     std::optional<CustomerId> of_customer);

// Encrypts them for the event of that number, with the data key of that number.
std::string encrypt(KeyRing &keys, std::int64_t seq, std::int64_t key, Salt const &salt,
                    std::string_view text);

// Decrypts the result. Throws Error{io} when that is impossible.
SealedText sealed_text(KeyRing &keys, std::int64_t seq, std::int64_t key,
                       std::string_view encrypted);

}  // namespace dcc::store
