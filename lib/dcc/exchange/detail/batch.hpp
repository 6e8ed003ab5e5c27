#pragma once

#include <dcc/exchange/import.hpp>

#include <functional>

namespace dcc::exchange {

// A row or line of the file as it stood, without its line end.
struct Record {
    std::size_t line = 0;
    std::string text;
};

// Collects histories and writes them a batch at a time, so that reading goes on while other writers
// have their turn.
class Batch {
  public:
    using Reject = std::function<void(Record const &, std::string const &reason)>;

    Batch(ledger::Session &session, Reject reject);

    // The records are what the history was made from.
    void add(History history, std::vector<Record> records);
    void reject(std::vector<Record> const &records, std::string const &reason);
    void flush();

    ImportResult const &result() const { return result_; }

  private:
    struct Entry {
        History history;
        std::vector<Record> records;
    };

    ledger::Session &session_;
    std::optional<ledger::Session::Transaction>
        trial_;  // holds all of a dry run, which builds on itself
    Reject reject_;
    std::int64_t first_new_;  // cases from here on came with this very run
    std::vector<Entry> entries_;
    ImportResult result_;
};

}  // namespace dcc::exchange
