#pragma once

#include <dcc/store/reader.hpp>

#include <chrono>
#include <filesystem>

namespace dcc::store {

// Writes a desk. Everything written between begin() and commit() is written together or not at all,
// and is on the disk when commit() returns (write-ahead log, synchronous=FULL).
class Writer : public Reader {
  public:
    struct Options {
        std::chrono::milliseconds timeout = std::chrono::seconds{5};
        bool bulk = false;    // large batches: more memory for pages, a longer log
        bool migrate = true;  // else a desk of an older schema is refused, as Reader::open does
    };

    // Whether create() can make a desk there: no file, an empty one, or one that a create() cut off
    // before its commit has left without a table.
    static bool is_free(std::filesystem::path const &path);

    // Makes a new, empty desk. Throws Error{cannot_create} when the file exists or cannot be made.
    static Writer create(std::filesystem::path const &path);

    // A new, empty desk in memory, which goes with the object: for tests that need no file.
    static Writer in_memory();

    // As Reader::open; brings a desk of an older schema forward.
    static Writer open(std::filesystem::path const &path, Options options);

    // Waits for other writers up to the timeout, then throws Error{busy}.
    void begin();
    void commit();
    void rollback() noexcept;
    bool in_transaction() const noexcept { return in_transaction_; }

    // ---- within a transaction
    // Gives the event its number and appends it to the chain; on commit() its words come into the
    // index of cases.
    void append(Event &event);
    // Writes rows over those of the same key. An article comes with its words in the index, while
    // it is offered: the event that holds its text must be there.
    void put(Rows const &rows);
    // Fills the emptied index of cases with the words of all events.
    void index_cases();
    // Empties every table that follows from the events.
    void clear_projections();
    // Ids not yet taken.
    CaseId next_case_id();
    CustomerId next_customer_id();
    ArticleId next_article_id();

    Writer(Writer &&) noexcept = default;
    Writer &operator=(Writer &&) noexcept = default;
    ~Writer();

  private:
    explicit Writer(std::unique_ptr<Db> db, bool bulk);
    void begin_desk();
    void reindex(ArticleRow const &row);

    bool in_transaction_ = false;
    bool bulk_ = false;
    Head head_;
    std::vector<IndexedText> texts_;  // of the transaction
};

}  // namespace dcc::store
