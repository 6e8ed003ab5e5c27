#pragma once

#include <dcc/ledger/change.hpp>

namespace dcc::desk {

// Links between cases that people make. Each of the two cases gets an event, in one transaction.

// Links a case with another one, which gets the counterpart: what one blocks is blocked by it, and
// the parent of one has it as a child. Refused as "bad_link" when both are one case, when a case
// would block itself or be a part of itself in the end, and when it has a parent already; as
// "linked" when they are linked so; as "no_such_case". `merged` is not for this.
Outcome<ledger::Receipt> link_cases(ledger::Session &session, CaseId id, LinkKind kind,
                                    CaseId other);

// Removes all links between two cases that link_cases() has made. Refused as "not_linked".
Outcome<ledger::Receipt> unlink_cases(ledger::Session &session, CaseId id, CaseId other);

}  // namespace dcc::desk
