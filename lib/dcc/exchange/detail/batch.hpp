#pragma once

#include <dcc/exchange/import.hpp>

#include <functional>
#include <map>

namespace dcc::exchange {

// A row or line of the file, unchanged, without its line end.
struct Record {
    std::size_t line = 0;
    std::string text;
    std::string fault = {};  // why it cannot be read, when that is why the others are rejected
};

// Collects histories and writes them in batches, so that other writers can work between the
// batches.
class Batch {
  public:
    using Reject = std::function<void(Record const &, std::string const &reason)>;

    Batch(ledger::Session &session, Reject reject);

    // Adds a history and the records it was made from; writes a batch when enough are collected.
    void add(History history, std::vector<Record> records);
    // Counts and reports records that cannot be imported.
    void reject(std::vector<Record> const &records, std::string const &reason);
    // Counts what a customer of the file has shown.
    void count(desk::Identified const &found);
    // Writes what is collected, in one transaction. Throws Error{no_permission} when the actor may
    // not import.
    void flush();

    // Whether this run has made the case. Others may import the same meanwhile.
    bool has_made(CaseId id) const;

    ImportResult result() const;

  private:
    struct Entry {
        History history;
        std::vector<Record> records;
    };

    enum class Undo { batch, one };

    // The entries in the order in which they are written: by the time of their requests, so that a
    // repeat finds the earlier case wherever that stands. Of those with the same external id the
    // first stays the first. Histories of another desk keep their order: they name each other.
    std::vector<Entry const *> in_time() const;

    // Writes what is collected, in one transaction. When the desk cannot store a case that the
    // checks let through, it undoes that one, which is rejected, or the batch and gives false.
    bool write(Undo undo);
    // Imports one case, and refuses it when the desk cannot store it.
    Outcome<ImportedCase> attempt(History const &history);

    // Notes that this run has made a case.
    void note_made(History const &history, CaseId id);

    ledger::Session &session_;
    // In a dry run: contains all batches, since later ones depend on earlier ones.
    std::optional<ledger::Session::Transaction> trial_;
    Reject reject_;
    std::map<std::int64_t, std::int64_t> made_;  // ranges of numbers of its cases: first → last
    std::vector<Entry> entries_;
    std::vector<Renumbered> renumbered_;
    ImportResult result_;
};

}  // namespace dcc::exchange
