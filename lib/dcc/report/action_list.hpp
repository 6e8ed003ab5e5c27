#pragma once

#include <dcc/base/table.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// Improvement actions, the earliest due date first; with `all` also those that have ended.
Table list_actions(store::Reader &reader, bool all, Instant now);

}  // namespace dcc::report
