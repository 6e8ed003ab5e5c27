#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/service.hpp>

#include <optional>
#include <vector>

namespace dcc::rules {

// What is to be done about a case that waits.
struct WaitingStep {
    bool close = false;           // else a reminder
    Instant due;                  // since when
    int number = 0;               // of a reminder, from 1: the n-th of this waiting
    std::optional<Instant> ends;  // of a reminder: when the case will be closed, if it will

    friend bool operator==(WaitingStep const &, WaitingStep const &) = default;
};

// What is due for a case that waits since an instant and was last reminded at another: closing,
// where that is due; else the last of the reminders that have fallen due since the last one was
// made, so that a late run makes one for all it missed, and a second run none. Each reminder is due
// so much working time after the one before it was.
std::optional<WaitingStep> waiting_step(WaitingPolicy const &policy, Calendar const &calendar,
                                        Instant since, std::optional<Instant> reminded,
                                        Instant now);

// When the case was last reminded in this waiting.
std::optional<Instant> last_reminder(Case const &item);

// The message that reminds in a state: of our waiting for the customer, or for somebody else.
MessageKind reminder_kind(State state);

}  // namespace dcc::rules
