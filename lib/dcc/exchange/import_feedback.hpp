#pragma once

#include <dcc/ledger/change.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <vector>

namespace dcc::exchange {

// The result of import_feedback(): numbers of rows, and the complaints that they opened.
struct FeedbackImport {
    std::int64_t recorded = 0;
    std::int64_t present = 0;  // the same answer is recorded already
    std::int64_t rejected = 0;
    std::vector<CaseId> complaints;
};

// Imports survey answers from CSV: column `token` or `case` (C42 or ext:…), and any of csat, nps,
// ces, solved (yes or no), channel, comment, and the ids of the policy's dimensions. Each row is
// one transaction. Refused rows are written to `rejects` under their heading with the columns
// dcc_line and dcc_reason before the others, and can be imported again from there. The import is
// idempotent: an answer that its case already has is skipped. Throws Error{data} when the heading
// has neither token nor case, or has an unknown column.
FeedbackImport import_feedback(ledger::Session &session, std::istream &input,
                               std::function<std::ostream &()> const &rejects);

}  // namespace dcc::exchange
