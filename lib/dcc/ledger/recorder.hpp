#pragma once

#include <dcc/ledger/acting.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/writer.hpp>

#include <chrono>
#include <string>

namespace dcc::ledger {

// How far the clocks of a desk's computers may differ, and how long one may take to give a time.
inline constexpr Seconds clock_tolerance{std::chrono::minutes{5}};

// The only place that appends events. It sets what no use case may set: the number, and the time of
// recording; also the actor, if the event names none. It adopts the policy in use before the first
// event, and marks events dated by hand: all of a given time, and those whose time is more than
// five minutes away from the real one. An event later than the clock, because what it is about
// changed later, is marked so. Call it within a transaction of the writer. Writer and
// policy must outlive the object.
class Recorder {
  public:
    // In a sandbox a given time is taken for the real one.
    Recorder(store::Writer &writer, Policy const &policy, Acting acting, bool sandbox);

    Acting const &acting() const { return acting_; }
    // The time at which people act: the given one, or the real time when the transaction began.
    Instant now() const { return acting_.given.value_or(clock_); }

    // Call this when a transaction has begun: it reads the clock. Events of the transaction are
    // recorded at the real time, or at that of the last event if the clock has run back.
    void begin();

    // Appends an event and gives it with its number. Throws Error{data} when a text of it has a
    // control character.
    Event append(Event event);

    // Appends the adoption of a policy and writes its rows; false when the desk has it already.
    bool adopt(event::PolicyAdopted adopted);
    // Appends an event about the desk itself; of absences, it writes the row too.
    Event record(event::Payload happened);

    // Appends the first events of a new desk: its creation, with a random id, and the policy.
    void create_desk(event::DeskCreated created);

    // Call this after a rollback: the policy may have to be adopted again.
    void forget() { on_record_ = false; }

  private:
    void put_policy_on_record();
    Event stamp(Event event);
    // Where the time of an event comes from that is not imported.
    void date(Event &event);
    // Whether a person has given this time of an event; never in a sandbox.
    bool is_given(Instant at);

    store::Writer &writer_;
    Policy const &policy_;
    Acting acting_;
    Instant clock_;
    Instant recorded_at_;
    bool on_record_ = false;  // the policy is adopted
};

}  // namespace dcc::ledger
