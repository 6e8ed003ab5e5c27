#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Improvement actions: planned, done, checked and, when their cause recurs, taken up again (PDCA).
// Each use case is one transaction. Each is refused when the state of the action ("illegal_step")
// or the actor's roles ("not_permitted") forbid it.

struct PlanArgs {
    std::string title;    // what is to be done, in one line
    std::string measure;  // how one will see that it worked
    ActionNature nature = ActionNature::corrective;
    std::vector<std::string> causes;
    std::vector<CaseId> complaints;
    std::string owner;                      // a person of the staff list
    std::optional<std::string> force = {};  // why to somebody who is absent or at capacity
    Instant due;
};

// Plans an action. Refused as "empty_text" without title or measure, as "no_cause" without causes,
// as "unknown_cause", "unknown_person", "no_such_case", "not_a_complaint", as "time_gone" for a day
// that has passed, and as Staffing::choose() refuses the owner.
Outcome<ledger::Receipt> plan_action(ledger::Session &session, PlanArgs const &args);

// Begins work on the action.
Outcome<ledger::Receipt> start_action(ledger::Session &session, CaseId id);

// Records that the action was carried out. Refused as "empty_text".
Outcome<ledger::Receipt> finish_action(ledger::Session &session, CaseId id,
                                       std::string const &body);

// Records whether the action was effective; if not, work on it goes on. Refused as "own_work" for
// its owners and those who carried it out, and as "empty_text".
Outcome<ledger::Receipt> verify_action(ledger::Session &session, CaseId id, bool effective,
                                       std::string const &body);

// Reopens every verified action against the cause of the complaint, or one above it, that was done
// before the complaint was received. Within the caller's transaction; adds notes to the receipt.
void reopen_recurring(ledger::Session &session, ledger::Receipt &complaint);

}  // namespace dcc::desk
