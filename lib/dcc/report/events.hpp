#pragma once

#include <dcc/base/table.hpp>

namespace dcc::report {

// Every event type: its word, what it is about, the step of the lifecycle that it takes, and the
// names of its fields, those apart that can be erased.
Table list_events();

}  // namespace dcc::report
