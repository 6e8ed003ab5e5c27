#pragma once

#include <dcc/ledger/progress.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <iosfwd>

namespace dcc::exchange {

// Writes the desk as JSON Lines: one line for the desk, one per customer, one per event. Events of
// desk and customers come first, then those of cases, case by case. Gives the number of lines.
// The token of a survey is in it only while its message is not sent, so that whoever imports it can
// send it. Throws Error{io} when the desk is damaged.
std::int64_t export_jsonl(store::Reader &reader, std::ostream &out,
                          ledger::Progress const &progress);

}  // namespace dcc::exchange
