#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/article.hpp>
#include <dcc/model/event.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace dcc::ledger {

// What fold_events() hands on.
struct Folding {
    // The rows of something, once its last event was read; its name, for people.
    std::function<void(std::string const &name, store::Rows rows)> rows;
    // Told now and then how many events were read; false ends the work.
    std::function<bool(std::int64_t done)> progress;

    // ---- each of these may be left out
    std::function<void(Event const &)> case_event;  // each event of a case
    std::function<void(Article const &)> article;   // each article, as its last event left it
    // An event that cannot be read or folded, or something whose rows cannot be made. Without it
    // the error ends the work.
    std::function<void(std::string const &place, Error const &)> failed;
};

// Goes once over all events of a desk, for rebuilding and verifying alike: what they make of its
// policies, customers, cases and articles is handed on as it is finished, in an order in which
// foreign keys allow rows to be written. Memory grows with the articles, not with the cases.
void fold_events(store::Reader &reader, Folding const &folding);

}  // namespace dcc::ledger
