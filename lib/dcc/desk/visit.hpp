#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Appointments of technicians with customers. Visits of a technician never overlap. Times are
// half-open, so one visit may begin when another ends. Each use case is one transaction and needs
// Right::case_visit.

struct BookArgs {
    std::string technician;  // a person of the policy
    Instant from;
    Instant to;
    VisitMode mode = VisitMode::on_site;
    std::string place;
};

// Books a visit; it is the last one of the receipt's case. Refused as "unknown_technician",
// "in_the_past", "too_far" (more than 366 days ahead), "bad_span" (not longer than 0, or longer
// than 24 hours), "off_duty" (outside the technician's working hours, or on a day of absence), and
// "double_booked", which names the other visit and the technician's next free time on that day.
Outcome<ledger::Receipt> book_visit(ledger::Session &session, CaseId id, BookArgs const &args);

// The changes of a visit. What is not given stays; the length stays when only `from` is given.
struct MoveArgs {
    std::string technician;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<Seconds> length;  // instead of `to`
    std::string reason;
};

// Changes technician or time of a booked visit. Refused as book_visit() refuses, and as
// "no_such_visit", "visit_over" when it is done or cancelled, "unchanged", and "no_reason".
Outcome<ledger::Receipt> move_visit(ledger::Session &session, VisitId visit, MoveArgs const &args);

// Cancels a booked visit. Refused as "no_such_visit", "visit_over" or "no_reason".
Outcome<ledger::Receipt> cancel_visit(ledger::Session &session, VisitId visit,
                                      std::string const &reason);

// The service record.
struct VisitRecord {
    std::string found;
    std::string done;
    std::vector<std::string> parts;  // the parts that were used
    std::string result;
};

// Adds the service record; the visit is then done. Refused as "no_such_visit", "visit_over",
// "not_begun" before the visit's start, or "empty_text" when found, done or result is missing.
Outcome<ledger::Receipt> record_visit(ledger::Session &session, VisitId visit,
                                      VisitRecord const &record);

// Tells the customer of the booked visits that were cancelled because the receipt's case ended, and
// notes that the technician must be told. Within the transaction that ended it, right after the
// event.
void tell_of_cancelled_visits(ledger::Session &session, ledger::Receipt &receipt);

}  // namespace dcc::desk
