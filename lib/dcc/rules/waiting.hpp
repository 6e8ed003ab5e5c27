#pragma once

#include <dcc/calendar/calendar.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/service.hpp>

#include <optional>
#include <vector>

namespace dcc::rules {

// The action due for a waiting case.
struct WaitingStep {
    bool close = false;           // false: send a reminder
    Instant due;                  // when it became due
    int number = 0;               // of the reminder in this waiting period, from 1
    std::optional<Instant> ends;  // for a reminder: when the case will be closed, if ever

    friend bool operator==(WaitingStep const &, WaitingStep const &) = default;
};

// The action due for a case that has waited since `since` and was last reminded at `reminded`:
// closing if that is due, else the latest reminder that became due after `reminded`. So a late run
// sends one reminder for all it missed, and a second run sends none. Each reminder is due
// `policy.remind_after` of working time after the previous one was due.
std::optional<WaitingStep> waiting_step(WaitingPolicy const &policy, Calendar const &calendar,
                                        Instant since, std::optional<Instant> reminded,
                                        Instant now);

// The first moment after `now` at which waiting_step() gives something else; nothing when there is
// none.
std::optional<Instant> next_waiting(WaitingPolicy const &policy, Calendar const &calendar,
                                    Instant since, Instant now);

// When the last reminder of this waiting period was created. Nothing when there is none.
std::optional<Instant> last_reminder(Case const &item);

// The kind of message that reminds in a waiting state: `reminder` when the desk waits for the
// customer, else `waiting`.
MessageKind reminder_kind(State state);

}  // namespace dcc::rules
