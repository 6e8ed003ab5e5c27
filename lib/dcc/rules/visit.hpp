#pragma once

#include <chrono>

namespace dcc::rules {

// Of one visit. The search for double bookings relies on it.
constexpr std::chrono::hours longest_visit{24};

}  // namespace dcc::rules
