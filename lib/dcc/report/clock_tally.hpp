#pragma once

#include <dcc/store/reader.hpp>

#include <cstdint>
#include <vector>

namespace dcc::report {

// Counts clocks by how they stood at an instant. Met: ended in time. Breached: ended late, or not
// ended and the deadline has passed. Running: not ended, and the deadline has not passed, is paused
// or does not exist.
struct ClockTally {
    std::int64_t met = 0;
    std::int64_t breached = 0;
    std::int64_t running = 0;
    std::int64_t no_target = 0;         // ended without a target
    std::int64_t by_hand = 0;           // of cases with an event whose time a person gave
    std::int64_t not_counted = 0;       // cancelled in time, or imported without a known end
    std::vector<std::int64_t> elapsed;  // working time of those completed, in seconds

    void count(store::Reader::ClockSample const &clock, Instant as_of);

    std::int64_t total() const { return met + breached + running + no_target; }
    std::int64_t decided() const { return met + breached; }
};

}  // namespace dcc::report
