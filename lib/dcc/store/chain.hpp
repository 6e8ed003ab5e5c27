#pragma once

#include <dcc/base/digest.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace dcc::store {

// The part of an event that the digest chain covers, as it is stored.
struct Chained {
    std::int64_t seq = 0;
    std::optional<std::int64_t> case_id;
    std::optional<std::int64_t> customer_id;
    std::string_view kind;
    std::int64_t at = 0;           // seconds since 1970-01-01T00:00:00Z
    std::int64_t recorded_at = 0;  // seconds, as above
    std::string_view actor;
    std::string_view data;                // JSON
    std::optional<Digest> sealed_digest;  // BLAKE2b-256 of salt and sealed text
    std::string_view user;
    std::string_view
        dated;  // dating_text(); empty in events of schemas 1 to 3, which have no user either
};

// The digest of an event in the chain: BLAKE2b-256 over the digest of the previous event (32 zero
// bytes before the first), then the fields above in order. Each field is a netstring
// "LENGTH:BYTES,"; numbers are decimal, the sealed digest is hexadecimal, an absent value is empty.
// If `dated` is empty, the last two fields are omitted.
Digest link(Digest const &previous, Chained const &event);

}  // namespace dcc::store
