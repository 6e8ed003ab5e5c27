#pragma once

#include <dcc/ledger/session.hpp>
#include <dcc/store/rows.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Absences that were recorded or changed.
struct AbsenceReceipt {
    std::vector<store::AbsenceRow> absences;
    std::vector<Note> notes;
};

// The refusal "unknown_person" of an id that no person of the policy has.
std::optional<Refusal> refuse_person(Policy const &policy, std::string const &id);

// Records that a person is absent from an instant until another one, or until further notice. An
// absence that is recorded with the same beginning gets the new end. Needs Right::route_staff.
// Refused as "unknown_person", "times" when it ends before it begins,
// "unchanged".
Outcome<AbsenceReceipt> record_absence(ledger::Session &session, std::string const &person,
                                       Instant from, std::optional<Instant> to);

// Records that a person is back at an instant: the absences in force then end. One that begins at
// that instant never happens. Refused as "unknown_person", and as "not_absent" when none is in
// force that was recorded.
Outcome<AbsenceReceipt> record_return(ledger::Session &session, std::string const &person,
                                      Instant at);

}  // namespace dcc::desk
