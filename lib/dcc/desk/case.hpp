#pragma once

#include <dcc/desk/answer.hpp>
#include <dcc/ledger/change.hpp>

#include <string>

namespace dcc::desk {

// Work on a case. Each use case is one transaction. Each is refused as "illegal_step" when the
// state of the case forbids it, as "not_permitted" when the actor's roles do, and as
// "no_such_case". Texts must not be empty ("empty_text").

// Adds an internal note; customers never see it.
Outcome<ledger::Receipt> note(ledger::Session &session, CaseId id, std::string const &body);

// Whether a message from the customer is thanks or an automatic answer, which is recorded in a case
// of any state and changes neither state nor clocks.
enum class Aside { by_policy, yes };  // by_policy: when [messages].aside matches the whole text

// Records a message from the customer. Unless it is aside, it ends waiting for the customer and
// reopens a resolved case. A message for a duplicate is recorded in the case that is worked
// instead, which the receipt has, with a note. An empty channel means the channel of the case; an
// unknown one is refused as "unknown_channel".
Outcome<ledger::Receipt> receive(ledger::Session &session, CaseId id, std::string const &body,
                                 std::string const &channel = {}, Aside aside = Aside::by_policy);

// Records a message to the customer by a person; the first one ends the first_response clock.
Outcome<ledger::Receipt> reply(ledger::Session &session, CaseId id, std::string const &body);

// The assignee starts work on the case. A case without a person is assigned to the member of staff
// who starts it; that is refused as "incomplete" while it may not be dispatched, and as
// Staffing::choose() refuses somebody who is absent or full, unless `force` says why.
Outcome<ledger::Receipt> start(ledger::Session &session, CaseId id,
                               std::optional<std::string> const &force = std::nullopt);

// Waits on the customer or a third party (State::waiting_…). Clocks pause as the policy says.
Outcome<ledger::Receipt> wait(ledger::Session &session, CaseId id, State on);

// Returns the case to the state it had before it waited.
Outcome<ledger::Receipt> resume(ledger::Session &session, CaseId id);

// Promises the customer a completion date and notifies them. Refused as "time_gone" when it has
// passed, "too_far" when it is more than 366 days ahead, "unchanged" when it is the current
// promise, and "no_reason" when it replaces another date without a reason.
Outcome<ledger::Receipt> promise(ledger::Session &session, CaseId id, Instant by,
                                 std::string const &reason = {});

// Resolves the case with an answer to the customer. Refused as decide_answer() refuses.
Outcome<ledger::Receipt> resolve(ledger::Session &session, CaseId id, Answer const &answer);

// Takes up a resolved or ended case again, where its lifecycle allows it. One that was merged is
// apart again: a note says what stays in the other one. The reason may be empty.
Outcome<ledger::Receipt> reopen(ledger::Session &session, CaseId id, std::string const &reason);

// Closes a resolved case: a message from the customer no longer reopens it. The reason may be
// empty.
Outcome<ledger::Receipt> close(ledger::Session &session, CaseId id, std::string const &reason);

// The case that is worked instead of `id` when that is a duplicate of `duplicate_of`: the end of
// the duplicates that begin there. Refused as "no_such_case", and as "bad_duplicate" when that
// leads back to a case that was passed, or to a cancelled one.
Outcome<CaseId> worked_instead(ledger::Session &session, CaseId id, CaseId duplicate_of);

// Ends a case without a solution, or as a duplicate of `duplicate_of`, or of the case that is
// worked instead of that one. Refused as worked_instead() refuses.
Outcome<ledger::Receipt> cancel(ledger::Session &session, CaseId id, std::string const &reason,
                                std::optional<CaseId> duplicate_of = {});

}  // namespace dcc::desk
