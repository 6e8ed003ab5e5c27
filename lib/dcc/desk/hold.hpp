#pragma once

#include <dcc/ledger/change.hpp>

#include <string>

namespace dcc::desk {

// Puts a case under a legal hold: its texts and its customer's data cannot be erased until the hold
// is released. Refused as "no_reason", and as "held" or "not_held" when nothing would change.
Outcome<ledger::Receipt> hold(ledger::Session &session, CaseId id, std::string const &reason);
Outcome<ledger::Receipt> release(ledger::Session &session, CaseId id, std::string const &reason);

}  // namespace dcc::desk
