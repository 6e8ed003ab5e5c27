#pragma once

#include <dcc/ledger/change.hpp>

#include <map>
#include <string>

namespace dcc::desk {

// Puts a message to the customer of the case into the outbox: made from the policy's or the shared
// template of the kind, in the customer's language (else the desk's), within the transaction at
// work. What the case and the events of the receipt tell is filled in by itself; `said` are values
// for placeholders beyond that, a time in RFC 3339.
//
// Nothing is sent where the policy names no [messages].from or silences the kind, the case has no
// customer, or the customer no mail address; but a promise, a reminder, or a question for missing
// facts is then left for a person to tell (MessageState::by_hand), unless it is silenced. A reply's
// text and a solution's are mailed only where the channel of the case has `mail = true` in the
// policy: else they were told there.
//
// Throws Error{policy} when the catalogue of the language is wrong, Error{no_input} when there is
// none.
void notify(ledger::Session &session, ledger::Receipt &receipt, MessageKind kind,
            std::map<std::string, std::string> const &said = {});

}  // namespace dcc::desk
