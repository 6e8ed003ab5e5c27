#pragma once

namespace dcc::store {

// Makes SQLite faster for a program that uses it through this library alone: it then keeps no
// statistics of its memory, which take a lock for each allocation. Holds for the whole process.
// Call it before the first desk is opened; later it has no effect.
void use_sqlite_alone() noexcept;

}  // namespace dcc::store
