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

// Something that happened to a case elsewhere. Without an actor it is the one who imports.
struct HistoryStep {
    Instant at;
    event::Payload payload;
    std::string actor;
};

// A case with its past, as another system kept it.
struct History {
    desk::OpenArgs open;
    // From another desk: its first event as it stood there, the promise included.
    std::optional<event::Opened> as_told;
    std::string actor;
    // What happened after it was opened, in the order of time.
    std::vector<HistoryStep> steps;
    // It ended in this state, but the source does not say when: it is ended at the time of its last
    // step, its clocks unmeasured. A state that is not an end: none.
    State ended_as = State::new_case;
};

struct ImportOptions {
    std::string source;  // the file's name, for the record
    // Where rows go that cannot be taken over; asked for when the first one comes. A CSV table's
    // are written as they stood under their heading, with the columns dcc_line and dcc_reason
    // added, so that they can be put right and imported as they are; JSON lines as objects with
    // line, reason and record.
    std::function<std::ostream &()> rejects;
    // Told now and then: how many lines of the file were read.
    std::function<void(std::int64_t lines)> progress;
};

struct ImportResult {
    std::int64_t imported = 0;
    std::int64_t present = 0;   // known already by their external id: left as they are
    std::int64_t rejected = 0;  // rows or lines
};

// Takes one case over with its past. Refused, with nothing written, when its external id is missing
// or taken ("exists"), a word is not the policy's, or its past breaks the lifecycle or runs
// backwards in time.
Outcome<ledger::Receipt> import_case(ledger::Session &session, History const &history);

// Takes over a CSV table: good rows are kept, bad ones set aside, rows known by their
// external id passed over, so that running it again changes nothing and goes on where it was
// interrupted. Rows are written in batches, each a transaction; memory does not grow with the file.
// A bad row spoils its group, since half a past would be a wrong one. A dry run builds on itself
// and so keeps other writers waiting until it ends. Throws Error{data} when the file is no CSV
// (what was committed before the fault stays) or lacks a column that the mapping names.
ImportResult import_csv(ledger::Session &session, std::istream &input, Mapping const &mapping,
                        ImportOptions const &options);

// The same for JSON Lines in the shape that export_jsonl() writes. Cases and customers keep their
// past; those without an external id get one that names the desk they came from ("DESK:C12").
// Articles are not taken over. Duplicates come last, when the cases they name are there. Throws
// Error{usage} when the lines come from this very desk.
ImportResult import_jsonl(ledger::Session &session, std::istream &input,
                          ImportOptions const &options);

}  // namespace dcc::exchange
