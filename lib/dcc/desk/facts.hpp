#pragma once

#include <dcc/desk/customer.hpp>
#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc::desk {

// Facts of a case and of its customer.
struct FactsArgs : CaseFacts {
    FactsArgs(CaseFacts facts = {}) : CaseFacts{std::move(facts)} {}

    CustomerArgs customer;
    std::string channel;
    std::vector<FieldValue> given_fields;  // of the policy, see rules::read_fields()
    std::vector<std::string> cleared;      // names of facts that are not known any more
    std::string reason;                    // for replacing or clearing what is known

    friend bool operator==(FactsArgs const &, FactsArgs const &) = default;
};

// Supplies or corrects facts, also of an ended case; facts that are not given keep their values,
// and the old ones stay in the history. Refused as "no_reason" when one that is known is replaced
// or cleared without a reason (one that does not fit the policy's pattern needs none), as
// "unclearable" for the subject, as "unknown_channel", as the subject of an opening would be, and
// as "exists" when another case has the external id. In a case for a return, an exchange or a
// repair, order and serial number must match the policy's patterns (refused as "bad_order_no",
// "bad_serial_no"); in other cases a mismatch is only noted. The purchase date also records the end
// of the warranty. A case that only lacked facts is new again, for the next triage. Refused as
// "no_facts" when no fact is given, and as "time_to_come" when the purchase date is in the future.
// Facts of the customer are taken over as by identify(): they are facts of the case's customer; a
// case without one gets the customer whom they identify. Fields of the policy are refused as
// rules::read_fields() refuses.
Outcome<ledger::Receipt> facts(ledger::Session &session, CaseId id, FactsArgs args);

// A note on the facts that a case lacks and how to supply them; nothing when it is complete. With
// `held_back` it adds that the case is therefore not dispatched.
std::optional<Note> missing_note(Case const &item, bool held_back = false);

// Notes on missing facts, and on numbers that do not match the policy's patterns.
std::vector<Note> facts_notes(Policy const &policy, Case const &item);

}  // namespace dcc::desk
