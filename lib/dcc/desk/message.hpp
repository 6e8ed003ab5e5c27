#pragma once

#include <dcc/ledger/change.hpp>

#include <map>
#include <optional>
#include <string>

namespace dcc::desk {

// Puts a message to the customer of the case into the outbox, within the current transaction. Its
// text is the policy's or the shared template of the kind, in the customer's language (else the
// desk's). Placeholders are filled from the case and the events of the receipt; `values` gives
// further ones, times in RFC 3339.
//
// No message is created when the policy has no [messages].from, silences the kind, or the customer
// has no mail address. But a promise, a reminder or a question for missing facts that cannot be
// mailed is left for a person to deliver (MessageState::by_hand). Replies and solutions are mailed
// only when the channel of the case has `mail = true` in the policy: on other channels the customer
// already has them.
//
// Throws Error{policy} when the catalogue of the language is invalid, Error{no_input} when there is
// none.
void notify(ledger::Session &session, ledger::Receipt &receipt, MessageKind kind,
            std::map<std::string, std::string> const &values = {});

// The language of messages to a customer: theirs if the desk speaks it, else the
// desk's.
std::string const &language_for(Policy const &policy,
                                std::optional<store::CustomerRow> const &customer);

// Puts a message to a person of the staff into the outbox, within the current transaction, in the
// language of the desk. False when the policy has no mail address of the person, who must be told
// by somebody (MessageState::by_hand).
bool tell_person(ledger::Session &session, ledger::Receipt &receipt, Person const &person,
                 MessageKind kind, std::map<std::string, std::string> const &values = {});

// Puts a message to each person of the policy's alert list into the outbox, within the current
// transaction: a grave complaint. Whoever has no mail address must be told by a person.
void alert_staff(ledger::Session &session, ledger::Receipt &receipt);

}  // namespace dcc::desk
