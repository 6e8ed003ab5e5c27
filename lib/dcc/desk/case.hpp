#pragma once

#include <dcc/desk/answer.hpp>
#include <dcc/ledger/change.hpp>

#include <string>

namespace dcc::desk {

// Work on a case. Each is one transaction; each is refused where the case's state forbids it
// ("illegal_step"), the actor's roles do ("not_permitted"), or there is no such case.

// An internal note; customers never see it.
Outcome<ledger::Receipt> note(ledger::Session &session, CaseId id, std::string const &body);

// A message from the customer. Ends waiting for the customer; reopens a case that stood solved.
// An empty channel means the case's own; an unknown one is refused.
Outcome<ledger::Receipt> receive(ledger::Session &session, CaseId id, std::string const &body,
                                 std::string const &channel = {});

// A message to the customer by a person; the first one ends the first_response clock.
Outcome<ledger::Receipt> reply(ledger::Session &session, CaseId id, std::string const &body);

// The person who holds it takes it up; a case that nobody holds in person goes to whoever of the
// staff takes it up. Refused as "incomplete" where such a case may not be dispatched yet.
Outcome<ledger::Receipt> start(ledger::Session &session, CaseId id);

// Waits on the customer or a third party (State::waiting_…). Clocks pause as the policy says.
Outcome<ledger::Receipt> wait(ledger::Session &session, CaseId id, State on);

// Goes back to where the case was before it waited.
Outcome<ledger::Receipt> resume(ledger::Session &session, CaseId id);

// A completion date told to the customer. Refused as "time_gone" when it is past, "too_far"
// more than a year ahead,
// "unchanged" when it is the one promised already, "no_reason" when it takes another's place
// without a reason.
Outcome<ledger::Receipt> promise(ledger::Session &session, CaseId id, Instant by,
                                 std::string const &reason = {});

// Solved, with the answer the customer is given. Refused as "review_required" while the policy asks
// for a review that the case's solution has not passed.
Outcome<ledger::Receipt> resolve(ledger::Session &session, CaseId id, Answer const &answer);

Outcome<ledger::Receipt> reopen(ledger::Session &session, CaseId id, std::string const &reason);
Outcome<ledger::Receipt> close(ledger::Session &session, CaseId id, std::string const &reason);

// Ended without a solution; as a duplicate when it names the case that is worked instead, which
// must exist and be another one.
Outcome<ledger::Receipt> cancel(ledger::Session &session, CaseId id, std::string const &reason,
                                std::optional<CaseId> duplicate_of = {});

}  // namespace dcc::desk
