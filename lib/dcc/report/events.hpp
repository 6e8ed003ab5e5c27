#pragma once

#include <dcc/base/table.hpp>

namespace dcc::report {

// Every event type: its name, its subject, the step of the lifecycle that it takes, and the names
// of its fields; the sealed ones, which can be erased, in their own column.
Table list_events();

}  // namespace dcc::report
