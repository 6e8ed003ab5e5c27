#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/event.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace dcc::ledger {

// The callbacks of fold_events().
struct Folding {
    // The rows of a case, customer, article, incident or policy after its last event, or of an
    // erasure, and its name for messages.
    std::function<void(std::string const &name, store::Rows rows)> rows;
    // Called every 1024 events with the number of events read; false stops the work.
    std::function<bool(std::int64_t done)> progress;

    // ---- these are optional
    store::Texts texts = store::Texts::needed;
    std::function<void(Event const &)> case_event;  // each event of a case
    std::function<void(Article const &)> article;   // each article, after its last event
    // An event that cannot be read or applied, or rows that cannot be derived. Without this
    // function the error is thrown.
    std::function<void(std::string const &place, Error const &)> failed;
};

// Reads all events of a desk once, for rebuild and verify: derives its policies, customers, cases,
// articles and incidents and passes each on when it is complete, in an order that satisfies foreign
// keys. Memory grows with the number of articles and incidents, not of cases.
void fold_events(store::Reader &reader, Folding const &folding);

}  // namespace dcc::ledger
