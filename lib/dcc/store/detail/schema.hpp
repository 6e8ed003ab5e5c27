#pragma once

#include <dcc/store/detail/db.hpp>

namespace dcc::store {

// Makes the tables of the newest schema in an empty database, inside the caller's transaction.
void create_schema(Db &db);

// Refuses what is no desk, or a desk of a newer schema, without touching it; throws Error{io}.
// An older one is refused for reading and brought forward for writing.
void check_schema(Db &db, bool for_writing);

}  // namespace dcc::store
