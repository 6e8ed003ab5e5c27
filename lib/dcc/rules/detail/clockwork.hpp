#pragma once

#include <dcc/model/case.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <optional>

namespace dcc::rules {

// The clocks of one case at one instant: starts, pauses, moves and ends them. The fold over events
// decides which.
class Clockwork {
  public:
    Clockwork(Case &item, Instant at, AdoptedTerms &adopted)
        : item_{item}, at_{at}, adopted_{adopted} {}

    // The newest clock of the kind, if it runs or is paused.
    Clock *running(ClockKind kind);
    void start(ClockKind kind);
    void start(ClockKind kind, Instant since);

    // New terms: targets count from the original starts, with every pause kept.
    void retarget(ServiceTerms const &terms);
    // Starts next_response and update where something has to be answered or renewed. A cycle counts
    // from its message, also where its terms came later than that.
    void start_cycles();
    void end(ClockKind kind, Stage stage);
    // Nobody can say whether the target was met: the clock ends without one.
    void leave_unmeasured(ClockKind kind);
    // The customer heard from us. Until the first response there is nothing to renew.
    void renew_update(MessageKind kind);
    // A person answered the customer.
    void answer();
    void reopen();
    // Pauses and resumes clocks as the state after the event asks for.
    void settle_pauses();

  private:
    Clock *latest(ClockKind kind);
    void target(Clock &clock);
    void end_pause(Clock &clock);
    // The same instance runs on; the time for which the case was ended is a pause.
    void run_on(Clock *clock, State ended_as);

    Case &item_;
    Instant at_;
    AdoptedTerms &adopted_;
};

}  // namespace dcc::rules
