#pragma once

#include <dcc/model/words.hpp>
#include <dcc/stats/proportion.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <vector>

namespace dcc::report {

// How a clock stood at an instant. Breached: ended late, or not ended and the deadline has passed.
// Running: not ended, and the deadline has not passed, is paused or does not exist. Met: ended in
// time. No target: ended, and had no deadline. Not counted: cancelled in time, or imported without
// a known end.
enum class ClockState { breached, running, met, no_target, not_counted };

constexpr WordTable<ClockState, 5> clock_state_words{{
    {ClockState::breached, "breached"},
    {ClockState::running, "running"},
    {ClockState::met, "met"},
    {ClockState::no_target, "no_target"},
    {ClockState::not_counted, "not_counted"},
}};
constexpr auto const &words_of(ClockState) {
    return clock_state_words;
}

ClockState state_of(store::Reader::ClockSample const &clock, Instant as_of);

// Counts clocks by how they stood at an instant.
struct ClockTally {
    std::int64_t met = 0;
    std::int64_t breached = 0;
    std::int64_t running = 0;
    std::int64_t no_target = 0;
    std::int64_t by_hand = 0;           // of cases with an event whose time a person gave
    std::int64_t not_counted = 0;       // in no other figure
    std::vector<std::int64_t> elapsed;  // working time of those completed, in seconds

    void count(store::Reader::ClockSample const &clock, Instant as_of);

    // Adds the clocks of another tally.
    void add(ClockTally const &other);

    std::int64_t total() const { return met + breached + running + no_target; }
    std::int64_t decided() const { return met + breached; }
    stats::Proportion share_met() const { return {met, decided()}; }
};

}  // namespace dcc::report
