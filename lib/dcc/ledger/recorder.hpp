#pragma once

#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/writer.hpp>

#include <string>

namespace dcc::ledger {

// The only place that appends events. It sets what no use case may set: the number, and the time of
// recording; also the actor, if the event names none. It adopts the policy in use before the first
// event. Call it within a transaction of the writer. Writer and policy must outlive the object.
class Recorder {
  public:
    Recorder(store::Writer &writer, Policy const &policy, std::string actor, Instant now);

    std::string const &actor() const { return actor_; }
    Instant now() const { return now_; }

    // Appends an event and gives it with its number.
    Event append(Event event);

    // Appends the adoption of a policy and writes its rows; false when the desk has it already.
    bool adopt(event::PolicyAdopted adopted);

    // Appends the first events of a new desk: its creation from a pack, and the policy.
    void create_desk(std::string const &pack);

    // Call this after a rollback: the policy may have to be adopted again.
    void forget() { on_record_ = false; }

  private:
    void put_policy_on_record();
    Event stamp(Event event);

    store::Writer &writer_;
    Policy const &policy_;
    std::string actor_;
    Instant now_;
    bool on_record_ = false;  // the policy is adopted
};

}  // namespace dcc::ledger
