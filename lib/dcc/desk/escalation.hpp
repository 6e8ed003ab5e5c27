#pragma once

#include <dcc/base/table.hpp>
#include <dcc/ledger/change.hpp>

#include <vector>

namespace dcc::desk {

struct Escalated {
    Table actions;            // a row for each action; in a dry run, for each that would be taken
    std::vector<Note> notes;  // of messages that a person has to deliver, among others
};

// Reminds the customers of waiting cases, and closes the cases that waited too long, by the
// policy's [waiting]. Its times are working time. What is due follows from the times of events
// alone, so the function is idempotent: a late run does each missed action once, a second run does
// nothing. Each case is its own transaction.
Outcome<Escalated> escalate(ledger::Session &session);

}  // namespace dcc::desk
