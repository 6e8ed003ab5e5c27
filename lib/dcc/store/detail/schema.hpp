#pragma once

#include <dcc/store/detail/db.hpp>

#include <cstdint>
#include <optional>

namespace dcc::store {

// Creates the tables of a schema version (default: the newest) in an empty database, within the
// caller's transaction.
void create_schema(Db &db, std::optional<std::int64_t> version = {});

// Throws Error{io}, without changing the file, when it is not a desk or has a newer schema.
// Upgrades an older schema if `migrate`, else throws Error{io} too.
void check_schema(Db &db, bool migrate);

}  // namespace dcc::store
