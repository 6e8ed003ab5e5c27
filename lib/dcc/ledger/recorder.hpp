#pragma once

#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/writer.hpp>

#include <string>

namespace dcc::ledger {

// The one place where events get on record: here each is given what is not a use case's to say, its
// number, who recorded it and when. The policy under which people work comes on record first.
// Everything happens within the writer's transaction; writer and policy must outlive the object.
class Recorder {
  public:
    Recorder(store::Writer &writer, Policy const &policy, std::string actor, Instant now);

    std::string const &actor() const { return actor_; }
    Instant now() const { return now_; }

    // Appends an event, by whoever acts here unless it names somebody else.
    Event append(Event event);

    // Puts a policy on record; false when the desk knows it.
    bool adopt(event::PolicyAdopted adopted);

    // The first events of a new desk: its creation from a pack, and the policy.
    void create_desk(std::string const &pack);

    // The transaction was rolled back.
    void forget() { on_record_ = false; }

  private:
    void put_policy_on_record();
    Event stamp(Event event);

    store::Writer &writer_;
    Policy const &policy_;
    std::string actor_;
    Instant now_;
    bool on_record_ = false;  // the policy
};

}  // namespace dcc::ledger
