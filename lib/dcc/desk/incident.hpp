#pragma once

#include <dcc/desk/incident_text.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/model/incident.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Incidents: what happens to many customers at once. All need Right::route_incident.

// A case that an incident was not linked with or not resolved with, and why.
struct LeftCase {
    CaseId id;
    Refusal why;
};

// The result of a use case about an incident. `cases` are those that it changed.
struct IncidentReceipt : ledger::ReceiptOf<Incident> {
    std::vector<CaseId> cases;
    std::vector<LeftCase> left;
};

struct DeclareArgs {
    std::string title;
    std::string severity;       // of the policy; the gravest unless given
    std::string playbook;       // of the policy; empty: none
    std::vector<CaseId> cases;  // that are linked at once
};

// Declares an incident, links the cases and tells the people of the playbook. Without a case there
// is no message yet: notes name who is to be told by hand. Refused as
// "no_severities" when the policy has no [incidents], "unknown_severity", "unknown_playbook",
// "empty_text", "several_lines", and as link_incident() refuses.
Outcome<IncidentReceipt> declare_incident(ledger::Session &session, DeclareArgs const &args);

// Links a case with an open incident by hand. While that lasts, a service case has the terms of the
// playbook's SLA rule, from the original start on. The people of the playbook are told with the
// first case. Refused as "no_such_incident", "no_such_case", "incident_over", "ended" (the case) or
// "linked" (with this or another open incident).
Outcome<ledger::Receipt> link_incident(ledger::Session &session, IncidentId id, CaseId of);

// Takes a case out of its incident; it has the terms of its own SLA rule again. Refused as
// "no_such_case", "not_linked" or "no_reason".
Outcome<ledger::Receipt> unlink_incident(ledger::Session &session, CaseId of,
                                         std::string const &reason);

// Records that items of the playbook's checklist are done. Refused as "no_such_incident",
// "incident_over", "unknown_item" or "unchanged" when one is done already.
Outcome<IncidentReceipt> tick_incident(ledger::Session &session, IncidentId id,
                                       std::vector<std::string> const &items);

// Tells all open cases of the incident and their customers how it stands: a note in each, and a
// message in the customer's language, which replaces an earlier one that is not yet sent. A note
// counts the customers whose language the text for them is not in. All or nothing. Refused as
// "no_such_incident", "incident_over", "empty_text", "unknown_language" when the desk does not
// speak the language of a translation, or "twice" when there are two texts in one language.
Outcome<IncidentReceipt> update_incident(ledger::Session &session, IncidentId id,
                                         IncidentText const &text);

// Resolves the incident and with this answer its open cases, as desk::resolve() does, each in the
// language of its customer as update_incident() tells them. Cases of which it is refused stay open,
// leave the incident and have the terms of their own SLA rule again. Refused as update_incident(),
// or as "not_permitted".
Outcome<IncidentReceipt> resolve_incident(ledger::Session &session, IncidentId id,
                                          IncidentText const &text);

// Whether the case belongs to an incident that lasts.
bool is_in_open_incident(ledger::Session &session, Case const &item);

// Within the transaction that opened a case again: takes it out of an incident that is over, so
// that it has the terms of its own SLA rule again.
void leave_resolved_incident(ledger::Session &session, ledger::Receipt &reopened);

// Within the transaction that opened or classified a case: links it with the first open incident
// whose playbook it fits, if it is a service case that belongs to no open one.
void link_by_playbook(ledger::Session &session, ledger::Receipt &receipt);

}  // namespace dcc::desk
