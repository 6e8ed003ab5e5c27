#pragma once

#include <dcc/desk/redact.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dcc::desk {

// A case whose texts were erased because the policy keeps them no longer.
struct ExpiredCase {
    CaseId id;
    Instant ended;
    std::string rule;       // of the policy's [[retention]]
    std::size_t texts = 0;  // that were erased
};

struct Retention {
    std::vector<ExpiredCase> cases;
    std::vector<Note> notes;  // also on cases that are due but cannot be erased yet
};

// Erases the texts of every case that ended longer ago than the policy's rule for it says, as
// redact_alone() does, and removes their files of evidence. Cases under a legal hold are passed
// over.
Outcome<Retention> apply_retention(ledger::Session &session);

}  // namespace dcc::desk
