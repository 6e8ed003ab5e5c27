#pragma once

#include <dcc/desk/opening.hpp>
#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Complaints, from receipt to outcome. Each use case is one transaction. Each is refused when the
// state of the complaint ("illegal_step") or the actor's roles ("not_permitted") forbid it.

// Registers a complaint. With `from`, its customer, category and the facts that are not given are
// those of that case, which the complaint is about. Refused as open_case() refuses, as
// "no_such_case", and as rules::refuse_registration() refuses.
Outcome<ledger::Receipt> open_complaint(ledger::Session &session, OpenArgs args,
                                        std::optional<CaseId> from);

// Records that the complainant knows that the complaint has arrived, told by that channel. Refused
// as "unchanged" when this was recorded in this round, and as "unknown_channel".
Outcome<ledger::Receipt> acknowledge(ledger::Session &session, CaseId id,
                                     std::string const &channel);

struct AssessArgs {
    std::optional<std::string>
        severity;  // what is not given: by the policy's rules, else as before
    std::optional<Complexity> complexity;
    std::optional<std::string> impact;
    std::optional<bool> safety;
    std::optional<bool> immediate;
    std::string type;
    std::string department;
    std::string reason;
};

// Assesses a complaint; a later assessment replaces it. New limits count from the original start.
// A grave complaint tells the people of the policy's alert list at once. Refused as
// "unknown_severity", "unknown_impact", "unknown_type", "unknown_team", as "no_severity" when
// neither a person nor a rule gives one, and as "has_interest" and "earlier_round".
Outcome<ledger::Receipt> assess(ledger::Session &session, CaseId id, AssessArgs const &args);

// Declares that a person must not judge the complaint. Their assignment ends. Refused as
// "unknown_person" and "unchanged".
Outcome<ledger::Receipt> recuse(ledger::Session &session, CaseId id, std::string const &person,
                                bool complained_about, std::string const &reason);

// Records what the complainant makes of the decision. Contesting it opens the next round with
// clocks of its own, or, after the policy's last round, closes the complaint and names the outside
// body. Silence closes it as unanswered. Refused as "unchanged" when the outcome is recorded
// already, and as "too_early" while the complainant still has time to answer.
Outcome<ledger::Receipt> record_outcome(ledger::Session &session, CaseId id,
                                        ComplaintOutcome outcome, std::string const &reason);

// Records that the complainant withdrew the complaint.
Outcome<ledger::Receipt> withdraw(ledger::Session &session, CaseId id, std::string const &reason);

// Closes a complaint whose outcome is accepted. Notes the remedies that are not carried out yet.
Outcome<ledger::Receipt> close_complaint(ledger::Session &session, CaseId id,
                                         std::string const &reason);

// Extends the time to reply by the next step of the complaint's rule, and tells the complainant.
// Refused as "no_extension" when the rule has no further step, as "no_reason", as "not_extender"
// when none of the actor's roles may, and as "not_running" when the reply has no running clock.
Outcome<ledger::Receipt> extend(ledger::Session &session, CaseId id, std::string const &reason);

struct CauseArgs {
    std::string cause;
    std::vector<std::string> contributing;
    std::string body;  // the five whys
};

// Records the root cause; a later one replaces it. A verified action against the cause, or one
// above it, is reopened when the complaint was received after the action was done. Refused as
// "unknown_cause".
Outcome<ledger::Receipt> find_cause(ledger::Session &session, CaseId id, CauseArgs const &args);

}  // namespace dcc::desk
