#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/sla.hpp>

#include <string>
#include <vector>

namespace dcc::rules {

// Everything here is computed from the times of the clock when it is asked for: no background job
// is needed, and no stored value can be out of date. `calendar` is the calendar of the clock.

// The instant as the clock counts it: a clock of whole minutes drops the seconds.
Instant as_counted(Clock const &clock, Instant t);

// Sets due_at (and original_due_at, once) from start, target and pauses: the earliest instant at
// which the working time since the start, without pauses, reaches the target. A target in business
// days is extended by the working time of each pause that began before the deadline; while
// such a pause is open, due_at is empty. By convention (Counting::until_opening), a deadline
// outside hours moves to the next opening, since no working time passes until then.
void reckon(Clock &clock, Calendar const &calendar);

// Working time so far, without pauses, up to the end of the clock, or to `now` if it runs.
Seconds elapsed(Clock const &clock, Calendar const &calendar, Instant now);

// Working time until the deadline, negative after it. Nothing without a target. During a pause that
// leaves the deadline open: the time that was left when the pause began.
std::optional<Seconds> remaining(Clock const &clock, Calendar const &calendar, Instant now);

// Whether the clock ended after the deadline, or still runs and the deadline has passed. Exactly at
// the deadline is in time.
bool is_breached(Clock const &clock, Instant now);

// One period in the history of a clock.
struct Stretch {
    enum class Kind { counted, paused, closed };

    Instant from;
    Instant to;
    Kind kind = Kind::counted;
    std::string reason;  // the state that paused it, or the reason the calendar is closed
    Seconds counted{0};
    Seconds total{0};  // running total; the last one is elapsed()

    friend bool operator==(Stretch const &, Stretch const &) = default;
};

constexpr WordTable<Stretch::Kind, 3> stretch_words{{
    {Stretch::Kind::counted, "counted"},
    {Stretch::Kind::paused, "paused"},
    {Stretch::Kind::closed, "closed"},
}};
constexpr auto const &words_of(Stretch::Kind) {
    return stretch_words;
}

// The periods of the clock from its start to its end, or to `now` if it runs, in order and without
// gaps. The sum of the counted seconds is exactly elapsed().
std::vector<Stretch> explain(Clock const &clock, Calendar const &calendar, Instant now);

}  // namespace dcc::rules
