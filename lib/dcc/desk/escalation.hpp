#pragma once

#include <dcc/base/table.hpp>
#include <dcc/ledger/change.hpp>

namespace dcc::desk {

// Goes through the cases that wait, by the policy's [waiting]: reminds the customer, each time so
// much working time has passed, and closes what was waited for in vain. What is due follows from
// the times of events alone: a late run does once what was missed, a second run nothing. Each case
// is a transaction of its own. Gives what was done, a row each; with dry_run what would be.
Outcome<Table> escalate(ledger::Session &session);

}  // namespace dcc::desk
