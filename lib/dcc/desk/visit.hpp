#pragma once

#include <dcc/ledger/change.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Appointments of technicians with customers. Nobody is booked twice at once: the times are
// half-open, so that one visit may begin when another ends. Each use case is one transaction and
// needs Right::case_visit.

struct BookArgs {
    std::string technician;  // a person of the policy
    Instant from;
    Instant to;
    VisitMode mode = VisitMode::on_site;
    std::string place;
};

// Books a visit; it is the last one of the receipt's case. Refused as "unknown_technician",
// "in_the_past", "too_far" (more than a year), "bad_span" (no longer than nothing, or longer than
// 24 hours), "off_duty" (outside the technician's working hours, or on a day of absence), and
// "double_booked", which names the other visit and the technician's next free time of that day.
Outcome<ledger::Receipt> book_visit(ledger::Session &session, CaseId id, BookArgs const &args);

// What is to change; what is not given stays, and the length stays when only the beginning moves.
struct MoveArgs {
    std::string technician;
    std::optional<Instant> from;
    std::optional<Instant> to;
    std::optional<Seconds> length;  // instead of `to`
    std::string reason;
};

// Refused as book_visit(), as "no_such_visit", "visit_over" when it is done or cancelled,
// "unchanged", and "no_reason" without a reason.
Outcome<ledger::Receipt> move_visit(ledger::Session &session, PartId visit, MoveArgs const &args);

// Refused as "no_such_visit", "visit_over" or "no_reason".
Outcome<ledger::Receipt> cancel_visit(ledger::Session &session, PartId visit,
                                      std::string const &reason);

// The service record.
struct VisitRecord {
    std::string found;
    std::string done;
    std::vector<std::string> parts;  // that were used
    std::string result;
};

// Refused as "no_such_visit", "visit_over", "not_begun", or "empty_text" when a word of the record
// is missing.
Outcome<ledger::Receipt> record_visit(ledger::Session &session, PartId visit,
                                      VisitRecord const &record);

// Notes which visits to come were cancelled with the case that the receipt ended.
void note_fallen_visits(ledger::Session &session, ledger::Receipt &receipt);

}  // namespace dcc::desk
