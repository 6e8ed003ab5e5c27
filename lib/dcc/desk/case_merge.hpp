#pragma once

#include <dcc/ledger/change.hpp>

#include <string>

namespace dcc::desk {

// Ends a case as a duplicate of another open one, which takes over what the case has: its customer
// and its facts, where the other one has none, and its links. From then on the messages, replies
// and notes of both are shown with the other one; the events of each stay its own, so that no past
// clock changes. If the customer of the case still waits for an answer, the other one owes it from
// now on. Facts that differ stay with the case, and a note tells them, like a promised date. If
// `into` is a duplicate itself, the case is merged into the one that is worked instead.
//
// Refused as worked_instead() refuses; as "illegal_step" when a lifecycle forbids it; as "not_open"
// when the other one has ended, or is an improvement action; as "other_customer" when their
// customers differ; and as "booked_visit" when a visit is booked in the case.
Outcome<ledger::Receipt> merge_cases(ledger::Session &session, CaseId id, CaseId into,
                                     std::string const &reason);

}  // namespace dcc::desk
