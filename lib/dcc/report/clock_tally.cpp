#include <dcc/report/clock_tally.hpp>

namespace dcc::report {

ClockState state_of(store::Reader::ClockSample const &clock, Instant as_of) {
    auto const until = clock.stopped_at.value_or(as_of.time_since_epoch().count());
    bool const late =
        clock.judged_met ? *clock.judged_met == 0 : clock.due_at && until > *clock.due_at;
    if (late) return ClockState::breached;
    if (!clock.stopped_at) return ClockState::running;
    if (clock.stage != word(Stage::completed)) return ClockState::not_counted;
    return clock.due_at || clock.judged_met ? ClockState::met : ClockState::no_target;
}

void ClockTally::count(store::Reader::ClockSample const &clock, Instant as_of) {
    switch (state_of(clock, as_of)) {
        case ClockState::breached: ++breached; break;
        case ClockState::running: ++running; break;
        case ClockState::met: ++met; break;
        case ClockState::no_target: ++no_target; break;
        case ClockState::not_counted: ++not_counted; return;
    }
    if (clock.dated_by_hand) ++by_hand;
    // Of a deadline that is not known, nobody knows what its time was.
    bool const is_timed = clock.due_at || !clock.judged_met;
    if (is_timed && clock.elapsed && clock.stage == word(Stage::completed))
        elapsed.push_back(*clock.elapsed);
}

void ClockTally::add(ClockTally const &other) {
    met += other.met;
    breached += other.breached;
    running += other.running;
    no_target += other.no_target;
    by_hand += other.by_hand;
    not_counted += other.not_counted;
    elapsed.insert(elapsed.end(), other.elapsed.begin(), other.elapsed.end());
}

}  // namespace dcc::report
