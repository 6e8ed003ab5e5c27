#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/sla.hpp>

#include <string>
#include <vector>

namespace dcc::rules {

// All of this is derived from the clock's own times: nothing is swept, nothing is stored that
// could go stale. `calendar` is the clock's calendar.

// Sets due_at (and original_due_at, once) from start, target and pauses: the earliest instant at
// which the working time since the start, pauses taken out, reaches the target. Business days move
// by the working time of each pause that began before the deadline.
void reckon(Clock &clock, Calendar const &calendar);

// Working time counted so far, pauses taken out, up to the clock's end or else `now`.
Seconds elapsed(Clock const &clock, Calendar const &calendar, Instant now);

// Working time left until the deadline, negative when past it. None without a target. While a
// pause keeps the deadline open, what was left when it began.
std::optional<Seconds> remaining(Clock const &clock, Calendar const &calendar, Instant now);

// Finished after the deadline, or unfinished with the deadline past. Strictly: at the deadline is
// in time.
bool is_breached(Clock const &clock, Instant now);

// One row of a clock's own account.
struct Stretch {
    enum class Kind { counted, paused, closed };

    Instant from;
    Instant to;
    Kind kind = Kind::counted;
    std::string reason;  // the state that paused it, or why the calendar was closed
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

// The clock's life from its start to its end or else `now`, in order and without gaps; the counted
// seconds sum exactly to elapsed().
std::vector<Stretch> explain(Clock const &clock, Calendar const &calendar, Instant now);

}  // namespace dcc::rules
