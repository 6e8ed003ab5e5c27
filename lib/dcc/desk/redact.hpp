#pragma once

#include <dcc/ledger/change.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::desk {

// An event whose text was erased, and the names of the fields that had a value.
struct ErasedText {
    std::optional<CaseId> case_id;
    std::optional<CustomerId> customer_id;
    std::int64_t event = 0;
    Instant at;  // of that event
    std::string_view kind;
    std::vector<std::string> fields;
};

// What was erased, in the order of events of each case, and notes for the person at the desk: which
// complaints are included, and which articles were written from these cases.
struct Redaction {
    std::vector<ErasedText> texts;
    std::vector<Note> notes;
};

// Erases texts and personal data for good: the sealed fields of all events of a case and of the
// complaints about it, which have copies of its subject and facts; or those of a customer, of those
// who were merged into them, and of all their cases. The events stay, so that the chain is intact
// and every report counts as before; a new event of each case and of the customer says which texts
// were erased, by whom and why. The reason itself cannot be erased, so it should name nobody. Files
// of evidence that no event names any more are removed after the transaction.
//
// Refused as "no_such_case" or "no_such_customer", as "merged" for a customer for whom another one
// is used, as "no_reason", as "nothing_to_erase", as "held"
// when a case is under a legal hold, and as "queued_messages" when a message to the customer has
// yet to be sent: its text would be lost.
Outcome<Redaction> redact(ledger::Session &session, CaseId id, std::string const &reason);
Outcome<Redaction> redact(ledger::Session &session, CustomerId id, std::string const &reason);

// As above, but of this case only: a complaint about it may have to be kept longer. Refused as
// "held" when such a complaint is under a legal hold, too.
Outcome<Redaction> redact_alone(ledger::Session &session, CaseId id, std::string const &reason);

// A note for when a reader keeps erased texts in the log (store::Writer::has_traces()).
Note about_readers();

}  // namespace dcc::desk
