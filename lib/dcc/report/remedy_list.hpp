#pragma once

#include <dcc/base/table.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// Granted remedies that are not carried out yet, the earliest due date first.
Table list_remedies(store::Reader &reader, bool only_overdue, Instant now);

}  // namespace dcc::report
