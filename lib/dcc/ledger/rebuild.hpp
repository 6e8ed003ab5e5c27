#pragma once

#include <dcc/ledger/progress.hpp>
#include <dcc/store/writer.hpp>

#include <cstdint>

namespace dcc::ledger {

// Rebuilds every table and index from the events, in one transaction. Gives the number of cases.
std::int64_t rebuild(store::Writer &writer, Progress const &progress);

}  // namespace dcc::ledger
