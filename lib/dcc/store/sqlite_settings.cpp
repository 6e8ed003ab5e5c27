#include <dcc/store/sqlite_settings.hpp>

#include <sqlite3.h>

namespace dcc::store {

void use_sqlite_alone() noexcept {
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

}  // namespace dcc::store
