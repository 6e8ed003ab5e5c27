#pragma once

#include <dcc/ledger/anchor.hpp>
#include <dcc/ledger/progress.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dcc::ledger {

// The result of verify().
struct Verdict {
    store::Head head;
    std::int64_t events = 0;
    std::int64_t cases = 0;
    std::int64_t anchors = 0;       // that the chain contains
    std::int64_t erased = 0;        // events whose sealed part was erased
    std::int64_t unread = 0;        // texts that were not checked, for want of the master key
    std::vector<Wording> problems;  // at most 100

    // Whether the desk is intact.
    bool whole() const { return problems.empty(); }
};

// Checks SQLite's integrity and foreign keys, the schema, the chain (naming the first event that
// fails), every sealed text against its digest, that a missing text was erased by an event
// and an erased one is gone, and every other table against the events. Of a protected desk it
// checks that everything is encrypted, that every data key can be unwrapped, and that its events
// agree; without the master key, personal data and texts are not checked. Also
// checks that each term of the text indexes can be looked up, at exactly the positions that the
// events give, and that the chain contains every anchor, each of which is of this desk. Memory
// grows with the number of articles, not of cases.
Verdict verify(store::Reader &reader, Anchors const &anchors, Progress const &progress);

}  // namespace dcc::ledger
