#pragma once

#include <dcc/store/detail/db.hpp>

#include <cstdint>
#include <optional>

namespace dcc::store {

// Creates the tables of a schema version (default: the newest) in an empty database, within the
// caller's transaction.
void create_schema(Db &db, std::optional<std::int64_t> version = {});

// What to do with a desk of an older schema.
enum class Older { refuse, accept, upgrade };

// Throws Error{io}, without changing the file, when it is not a desk, has a newer schema, or has an
// older one that is to be refused.
void check_schema(Db &db, Older older);

}  // namespace dcc::store
