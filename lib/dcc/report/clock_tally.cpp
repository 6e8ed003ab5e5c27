#include <dcc/report/clock_tally.hpp>

namespace dcc::report {

void ClockTally::count(store::Reader::ClockSample const &clock, Instant as_of) {
    bool const ended = clock.stopped_at.has_value();
    auto const until = clock.stopped_at.value_or(as_of.time_since_epoch().count());
    bool const late =
        clock.judged_met ? *clock.judged_met == 0 : clock.due_at && until > *clock.due_at;
    bool const completed = clock.stage == word(Stage::completed);
    if (late)
        ++breached;
    else if (!ended)
        ++running;
    else if (!completed) {
        ++not_counted;
        return;
    } else if (clock.due_at || clock.judged_met)
        ++met;
    else
        ++no_target;
    if (clock.dated_by_hand) ++by_hand;
    if (completed && clock.elapsed) elapsed.push_back(*clock.elapsed);
}

}  // namespace dcc::report
