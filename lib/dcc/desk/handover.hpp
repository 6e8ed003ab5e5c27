#pragma once

#include <dcc/desk/staffing.hpp>
#include <dcc/ledger/change.hpp>

#include <string>
#include <vector>

namespace dcc::desk {

struct HandoverArgs {
    Holder to;
    std::string reason;
    std::vector<HandoverField> known;  // what the receiver needs to know
};

// Hands a case over to another person or department. The receiver holds it from then on: their
// clocks run, also until they accept or return it, so that a case is never between two chairs.
// Refused as Staffing::choose() refuses, and as "empty_text" without a reason, "not_held" when
// nobody has the case yet, "unchanged" when the receiver has it, "missing_fields" when something
// that the policy requires is not told, "twice" when something is told twice. A complaint is only
// handed to somebody who may judge it.
Outcome<ledger::Receipt> hand_over(ledger::Session &session, CaseId id, HandoverArgs const &args);

// The receiver accepts the case: the person, or somebody of the team. Refused as "no_handover" when
// nothing waits to be accepted, "not_receiver".
Outcome<ledger::Receipt> accept_handover(ledger::Session &session, CaseId id);

// The receiver gives the case back, with a reason: to the sender, or to their team while the sender
// is absent or full, or has left. Refused likewise, and as "empty_text" without a reason.
Outcome<ledger::Receipt> return_handover(ledger::Session &session, CaseId id,
                                         std::string const &reason);

}  // namespace dcc::desk
