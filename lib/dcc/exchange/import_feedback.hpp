#pragma once

#include <dcc/ledger/change.hpp>

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <vector>

namespace dcc::exchange {

struct FeedbackImport {
    std::int64_t recorded = 0;
    std::int64_t present = 0;  // the same answer is there already
    std::int64_t rejected = 0;
    std::vector<CaseId> complaints;  // that were opened
};

// Takes over answers from CSV: column `token` or `case` (C42 or ext:…), and any of csat, nps, ces,
// solved (yes or no), channel, comment, and the ids of the policy's dimensions. Each row is a
// transaction; rows that are refused are written to `rejects` under their heading with the columns
// dcc_line and dcc_reason. Running it again changes nothing: an answer that its case has already,
// word for word, is passed over. Throws Error{data} when the heading
// lacks token and case or has a column that nothing is known of.
FeedbackImport import_feedback(ledger::Session &session, std::istream &input,
                               std::function<std::ostream &()> const &rejects);

}  // namespace dcc::exchange
