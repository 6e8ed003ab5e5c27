#pragma once

#include <dcc/ledger/progress.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <iosfwd>

namespace dcc::exchange {

// Writes the desk as JSON Lines: a line for the desk, one for each customer, one for each event:
// first those of desk and customers, then those of the cases, case after case. Gives the number of
// lines.
std::int64_t export_jsonl(store::Reader &reader, std::ostream &out,
                          ledger::Progress const &progress);

}  // namespace dcc::exchange
