#pragma once

#include <dcc/ledger/progress.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc::ledger {

// What checking a desk found.
struct Verdict {
    store::Head head;
    std::int64_t events = 0;
    std::int64_t cases = 0;
    std::int64_t erased = 0;            // events whose sealed part was erased
    std::vector<std::string> problems;  // none: the desk is whole; at most 100 are told

    bool whole() const { return problems.empty(); }
};

// Checks SQLite's own integrity and foreign keys, the chain (naming the first event that fails),
// every sealed text against its digest, and every table beside the events against what the events
// say; that each word of the indexes can be looked up, and stands where the events have it and
// nowhere else. With an anchor, also that the chain still holds that link. Memory grows with the
// articles, not with the cases.
Verdict verify(store::Reader &reader, std::optional<store::Head> const &anchor,
               Progress const &progress);

}  // namespace dcc::ledger
