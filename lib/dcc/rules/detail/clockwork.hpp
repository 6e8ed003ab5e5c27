#pragma once

#include <dcc/model/case.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <optional>

namespace dcc::rules {

// Starts, pauses, moves and ends the clocks of one case at one instant. The fold over events
// decides which clocks.
class Clockwork {
  public:
    Clockwork(Case &item, Instant at, AdoptedTerms &adopted)
        : item_{item}, at_{at}, adopted_{adopted} {}

    // The newest clock of the kind, if it runs or is paused.
    Clock *running(ClockKind kind);
    // Starts the clocks of a case that is opened.
    void open();
    // Starts a new instance, at the instant of the event or at `since`.
    void start(ClockKind kind);
    void start(ClockKind kind, Instant since);
    // Starts a new instance with a given deadline.
    void start_until(ClockKind kind, Instant due);

    // Ends the newest promise, or one made with the case, as another system judged it.
    void judge_promise(bool met);

    // Applies new terms to the running clocks. Starts and pauses stay.
    void retarget(ServiceTerms const &terms);
    // Starts next_response if a customer's message is unanswered, and update if the customer was
    // ever answered or the terms say that it starts with the case. Each counts from that message or
    // from the opening, even if its terms were granted later.
    void start_cycles();
    // The customer wrote: restarts the clocks that any contact restarts.
    void contact();
    // Ends the running clock of the kind, if any.
    void end(ClockKind kind, Stage stage);
    // Ends the clock without a target, since it is unknown whether it was met.
    void leave_unmeasured(ClockKind kind);
    // Restarts the update clock after a message to the customer, if its kind counts as an update.
    // Before the first response there is nothing to restart.
    void renew_update(MessageKind kind);
    // A person answered the customer.
    void answer();
    // The case ends without a message to the customer. Its clocks of answers end unmeasured, unless
    // the terms say that such an end is an answer.
    void end_silently();
    // The case is open again: clocks that ended with it continue.
    void reopen();
    // Starts the clock of a task of a team, and ends it.
    void start_task(std::string const &team);
    void end_task(int number, Stage stage);
    // Work on an improvement action goes on: its task clock continues.
    void continue_task();
    // Starts the clocks of a round of a complaint. The clock of the reply waits for missing facts
    // when the service terms say so.
    void start_round();
    // Sets the target of the reply to that of the round's last extension.
    void extend();
    // Pauses and resumes clocks by the state after the event.
    void settle_pauses();

  private:
    Clock *latest(ClockKind kind);
    void end(Clock &clock, Stage stage);
    // The instant of the event as the clock counts it, never before the last one in the clock.
    Instant now(Clock const &clock) const;
    bool starts_with_case(ClockKind kind) const;
    // If next_response starts with the case, the request itself is a question to answer.
    void ask_from_creation();
    Counting counting_of(ClockKind kind) const;
    void target(Clock &clock);
    // The working time of the earlier instances of the clock.
    Seconds spent_before(Clock const &clock);
    void end_pause(Clock &clock);
    // Continues the same instance. The time during which the case was ended counts or becomes a
    // pause.
    void run_on(Clock *clock, State ended_as, bool counts = false);
    void reopen_resolution(State ended_as);

    Case &item_;
    Instant at_;
    AdoptedTerms &adopted_;
};

}  // namespace dcc::rules
