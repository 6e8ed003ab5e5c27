#pragma once

#include <dcc/desk/opening.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/policy/mapping.hpp>
#include <dcc/rules/classify.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

namespace dcc::exchange {

// The state that another system says a case is in.
struct Status {
    std::optional<State> state;  // nothing: one that is not an end
    bool is_change = false;      // it came into it then; false: it is in it in the end
};

// An event of a case in another system. If `actor` is empty, the importing person is the actor.
struct HistoryStep {
    Instant at;
    event::Payload payload;
    std::string actor;
    // Instead of an event: the import records the events that lead there from the state that the
    // case is in. A case that cannot come there is refused.
    std::optional<Status> status = std::nullopt;
};

// A case with its history from another system.
struct History {
    desk::OpenArgs open;
    // From another desk: its first event unchanged, including its service terms.
    std::optional<event::Opened> as_told;
    std::string actor;  // of the first event
    // The events after it was opened, in the order of time.
    std::vector<HistoryStep> steps;
    std::optional<CaseId> number;  // its number there, kept when it is free here
};

// A case that has another number here than in the desk it comes from.
struct Renumbered {
    CaseId there;
    CaseId here;
};

struct ImportOptions {
    std::string source;  // the name of the file, stored with each case
    // Gives the stream for rejected rows; called only if there are any. They can be corrected there
    // and imported again: rows of a CSV table under its heading, with the columns dcc_line and
    // dcc_reason before the others; JSON lines as objects with dcc_line and dcc_reason, after the
    // lines that they need. A row or line that cannot be read is one field ("record").
    std::function<std::ostream &()> rejects;
    // Called about every 1000 lines with the number of lines read.
    std::function<void(std::int64_t lines)> progress;
};

struct ImportResult {
    std::int64_t imported = 0;
    std::int64_t present = 0;   // cases whose external id is known: not changed
    std::int64_t rejected = 0;  // rows or lines
    std::int64_t texts = 0;     // given for a number or address, and none: kept as texts
    std::int64_t doubts = 0;    // about who a customer is
    std::vector<Renumbered> renumbered;
};

// What an imported case has shown about its customer, beside the case.
struct ImportedCase : ledger::Receipt {
    std::int64_t texts = 0;   // given for a number or address, and none
    std::int64_t doubts = 0;  // about who the customer is
};

// Imports one case with its history. Refused, with nothing written, when the actor may not import,
// the external id is missing ("no_external_id") or used already ("exists"), the policy does not
// have a word, or the history breaks the lifecycle or its times decrease ("bad_history").
Outcome<ImportedCase> import_case(ledger::Session &session, History const &history);

// Imports a CSV table: valid rows are kept, invalid rows are rejected, and rows with a known
// external id are skipped. So the import is idempotent and can continue after an interruption. Rows
// are written in batches, each in one transaction; memory does not grow with the file. An invalid
// row rejects its whole group, since an incomplete history would be wrong. Rows without any value
// are passed over. A mapping without fields is made by plain_mapping(). A dry run is one
// transaction and blocks other writers until it ends. Throws Error{data}, before anything is
// written, when the heading cannot be read or lacks a column of the mapping.
ImportResult import_csv(ledger::Session &session, std::istream &input, Mapping const &mapping,
                        ImportOptions const &options);

// The same for JSON Lines in the format of export_jsonl(). Cases keep their history. Cases and
// customers without an external id get one with the id of the desk they come from ("DESK:C12"). A
// case keeps its number when that is free here.
// Articles are not imported. Duplicates are imported last, after the cases that they refer to. A
// case is rejected when its event is not one that a person could have recorded
// (rules::refuse_claim), or when the case that it duplicates or is about is not there.
// Throws Error{usage} when the lines come from this same desk.
ImportResult import_jsonl(ledger::Session &session, std::istream &input,
                          ImportOptions const &options);

}  // namespace dcc::exchange
