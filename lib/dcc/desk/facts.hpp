#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>

namespace dcc::desk {

// Supplies or corrects facts; those that are not given stay as they are. Where the case is for a
// return, an exchange or a repair, order and serial number must fit the policy's patterns
// ("bad_order_no", "bad_serial_no"); else one that does not is noted. With the purchase date the
// end of the warranty comes on record. A case that only lacked facts is new again, for the next
// triage. Refused as "no_facts" when nothing is said, and as "time_to_come" when the purchase is.
Outcome<ledger::Receipt> facts(ledger::Session &session, CaseId id, CaseFacts const &args);

// For people: what a case lacks, and how it is supplied; nothing when it is complete. With
// `held_back` that it is given to nobody for that.
std::optional<Note> missing_note(Case const &item, bool held_back = false);

// For people: what is missing, and which numbers do not fit the policy's patterns.
std::vector<Note> facts_notes(Policy const &policy, Case const &item);

}  // namespace dcc::desk
