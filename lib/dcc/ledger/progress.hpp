#pragma once

#include <cstdint>
#include <functional>

namespace dcc::ledger {

// Called as work goes on: how much of how much is done.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace dcc::ledger
