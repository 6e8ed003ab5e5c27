#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// The solution of a case, from draft to execution. Each use case is one transaction. Each is
// refused when the state of the case ("illegal_step") or the actor's roles ("not_permitted") forbid
// it.

struct ProposeArgs {
    std::optional<std::string> steps;  // what is not given stays as in the version before
    std::optional<std::string> effect;
    std::optional<std::string> feasibility;
    std::optional<Money> cost;
    bool draft = false;  // saved, not yet submitted
};

// Writes a new version. It goes to review when the policy asks for one; the approval of an earlier
// version is then void. Refused as "empty_solution" without steps, "unchanged" when it equals the
// last version, "incomplete_solution" when it goes to review without effect or feasibility.
Outcome<ledger::Receipt> propose(ledger::Session &session, CaseId id, ProposeArgs const &args);

// Submits the draft. Refused as "no_draft" when the last version is not a draft, and as
// "incomplete_solution".
Outcome<ledger::Receipt> submit(ledger::Session &session, CaseId id);

struct ReviewArgs {
    bool approve = false;  // else it is returned
    std::vector<event::CheckAnswer> checklist;
    std::string reason;  // required to return it
    std::string digest;  // the first digits of the digest of the text that was read; may be empty
};

// Approves or returns the version under review. Refused as "not_reviewer", "own_work", "no_reason"
// for a return without one, "other_text" when the digest is of another text, and as
// rules::refuse_checklist() refuses.
Outcome<ledger::Receipt> review(ledger::Session &session, CaseId id, ReviewArgs const &args);

// Records that the assignee has understood the approved solution and starts work on it. Refused as
// "not_holder" for anyone else, "other_text" when the text is not the approved one.
Outcome<ledger::Receipt> confirm(ledger::Session &session, CaseId id);

}  // namespace dcc::desk
