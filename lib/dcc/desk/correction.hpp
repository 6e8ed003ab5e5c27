#pragma once

#include <dcc/ledger/change.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace dcc::desk {

// Withdrawing what was recorded by mistake. The events stay in the history, marked; the case, its
// clocks and all reports are as if they had not happened. Each use case is one transaction, needs
// its own permission and the one that recording the event needs, and is refused as "empty_text"
// without a reason.

// Withdraws a note, or a message from or to the customer, by the number of its event. Its mail is
// not sent any more; that it was sent already is noted. With `to`, that case gets the note or
// message: at the time of the event, or at the time of its own last change if that is later. A
// reply that was mailed is not mailed again. Refused as "no_such_case" and "no_such_event", as
// "not_withdrawable" when the event is none of these, as rules::refuse_withdrawal() refuses, as
// "same_case" and "illegal_step" by the other case, and as "told_another" when a reply was mailed
// and the other case has another customer. Gives the case that has lost the event.
Outcome<ledger::Receipt> withdraw_event(ledger::Session &session, CaseId id, std::int64_t seq,
                                        std::string const &reason, std::optional<CaseId> to = {});

// Undoes the end of a case: that it was resolved, closed, cancelled or withdrawn. Its clocks run
// again as if they had never stopped. Refused as "not_ended" when the case has not ended, as
// rules::refuse_undo() refuses, and as "merged" when it was merged into another case.
Outcome<ledger::Receipt> undo_ending(ledger::Session &session, CaseId id,
                                     std::string const &reason);

}  // namespace dcc::desk
