#pragma once

#include <dcc/ledger/progress.hpp>
#include <dcc/store/writer.hpp>

#include <cstdint>

namespace dcc::ledger {

// Makes the tables beside the events anew, in one transaction. Gives the number of cases.
std::int64_t rebuild(store::Writer &writer, Progress const &progress);

}  // namespace dcc::ledger
