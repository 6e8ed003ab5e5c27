#pragma once

#include <cstdint>
#include <functional>

namespace dcc::ledger {

// Called during long work: how much of `total` is done.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace dcc::ledger
