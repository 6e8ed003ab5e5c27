#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// The investigation of a complaint, and the remedy that answers it. Each use case is one
// transaction. Each is refused when the state of the complaint ("illegal_step") or the actor's
// roles
// ("not_permitted") forbid it. Whoever judges must have no interest in the complaint
// ("has_interest") and no part in an earlier round ("earlier_round").

// Records what the investigation found or, with `from`, what somebody stated. Refused as
// "empty_text".
Outcome<ledger::Receipt> add_finding(ledger::Session &session, CaseId id, std::string const &body,
                                     std::string const &from);

struct ProposeRemedyArgs {
    std::optional<Decision> decision;  // what is not given stays as in the version before
    std::optional<std::vector<ProposedRemedy>> remedies;
    std::optional<std::string> body;  // the reasons, as the complainant reads them
};

// Writes a version of the answer; the approval of an earlier version is then void. Refused as
// "no_decision", as "empty_text" without reasons, as "unchanged", as "bad_remedy" for a refund or
// compensation without an amount, another remedy with one, or a remedy with a rejection, and as
// "too_many" above 20 remedies.
Outcome<ledger::Receipt> propose_remedy(ledger::Session &session, CaseId id,
                                        ProposeRemedyArgs const &args);

struct ApproveArgs {
    std::string digest;  // the first digits of the digest of the text that was read; may be empty
    std::string reason;  // required to return it
};

// Approves the proposed version. Refused as "own_work" for an author of it, as "no_authority" when
// the actor's roles do not cover its sums, the budgets or the round, and as "other_text" when the
// digest is of another text.
Outcome<ledger::Receipt> approve_remedy(ledger::Session &session, CaseId id,
                                        ApproveArgs const &args);

// Returns the proposed version to its author. Refused as "no_reason", and like an approval without
// sums.
Outcome<ledger::Receipt> return_remedy(ledger::Session &session, CaseId id,
                                       ApproveArgs const &args);

// Communicates the approved decision to the complainant: a letter in their language.
// Remedies are due after the policy's time from then on. Refused as "other_text" when the text is
// not the approved one, and as "unknown_channel".
Outcome<ledger::Receipt> reply_complaint(ledger::Session &session, CaseId id,
                                         std::string const &channel);

// Records that a granted remedy was carried out. Refused as "no_such_remedy" and "unchanged".
Outcome<ledger::Receipt> remedy_done(ledger::Session &session, RemedyId id,
                                     std::string const &body);

}  // namespace dcc::desk
