#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// The solution of a case on its way from draft to execution. Each is one transaction; each is
// refused where the case's state or the actor's roles forbid it.

struct ProposeArgs {
    std::optional<std::string> steps;  // what is not said stays as in the version before
    std::optional<std::string> effect;
    std::optional<std::string> feasibility;
    std::optional<Money> cost;
    bool draft = false;  // kept, not yet submitted
};

// A new version, which goes to review where the policy asks for one; an approval of an earlier
// version is void then. Refused as "empty_solution" without steps, "unchanged" when it says what
// the last version says, "incomplete_solution" when it goes to review without effect or
// feasibility.
Outcome<ledger::Receipt> propose(ledger::Session &session, CaseId id, ProposeArgs const &args);

// Submits the draft. Refused as "no_draft" when the last version is none.
Outcome<ledger::Receipt> submit(ledger::Session &session, CaseId id);

struct ReviewArgs {
    bool approve = false;  // else it is returned
    std::vector<event::CheckAnswer> checklist;
    std::string reason;  // of a return
    std::string digest;  // how the digest of the text that was read begins; empty: not said
};

// Approves or returns the version under review. Refused as "not_reviewer", "own_work", "no_reason"
// for a return without one, "other_text" when the digest is of another text, and as
// rules::refuse_checklist() says.
Outcome<ledger::Receipt> review(ledger::Session &session, CaseId id, ReviewArgs const &args);

// Whoever holds the case has understood the approved solution and carries it out. Refused as
// "not_holder" for anybody else, "other_text" when the text is not the one that was approved.
Outcome<ledger::Receipt> confirm(ledger::Session &session, CaseId id);

}  // namespace dcc::desk
