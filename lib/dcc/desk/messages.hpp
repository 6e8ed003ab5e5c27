#pragma once

#include <dcc/desk/session.hpp>

#include <map>
#include <string>

namespace dcc::desk {

// Puts a message to the customer of the case into the outbox: made from the policy's or the shared
// template of the kind, in the customer's language, within the transaction at work. `said` are
// values for placeholders that the case itself does not tell.
//
// Nothing is sent where the policy silences the kind, the case has no customer, or the customer no
// mail address; but a promise, a reminder, or a question for missing facts is then left for a person
// to tell (MessageState::by_hand). A reply's text and a solution's are mailed only where the channel
// by which the customer is served has `mail = true` in the policy: else they were told there.
//
// Throws Error{policy} when the template is wrong, Error{no_input} when the shared ones are missing.
void tell(Session &session, Receipt &receipt, MessageKind kind,
          std::map<std::string, std::string> const &said = {});

}  // namespace dcc::desk
