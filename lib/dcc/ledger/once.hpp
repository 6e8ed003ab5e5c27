#pragma once

#include <dcc/ledger/session.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::ledger {

// A call that is done once, however often it is repeated: its key is recorded with what it does, in
// one transaction that all use cases of the call join. So a caller who did not get the receipt
// repeats the call, and the same key gives it again. Session must outlive the object, whose
// destructor rolls back unless the call was completed.
class Once {
  public:
    // Begins the transaction. `call` names key, call and arguments; the key is not empty.
    Once(Session &session, event::CallMade call);

    // The call that was made with this key; nothing when none was. Refused as "key_used" when it
    // was another call, or one with other arguments.
    Outcome<std::optional<event::CallMade>> earlier();

    // Records the call with the ids that it answers with, and commits.
    void complete(std::vector<std::string> receipt);

  private:
    Session &session_;
    event::CallMade call_;
    Session::Transaction transaction_;
};

}  // namespace dcc::ledger
