#pragma once

#include <dcc/store/detail/db.hpp>

#include <cstdint>
#include <optional>

namespace dcc::store {

// Makes the tables of a schema, by default the newest, in an empty database, inside the caller's
// transaction.
void create_schema(Db &db, std::optional<std::int64_t> version = {});

// Refuses what is no desk, or a desk of a newer schema, without touching it; throws Error{io}.
// An older one is brought forward, or refused too unless `migrate`.
void check_schema(Db &db, bool migrate);

}  // namespace dcc::store
