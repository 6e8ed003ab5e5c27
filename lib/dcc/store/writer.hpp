#pragma once

#include <dcc/store/constraint_error.hpp>
#include <dcc/store/reader.hpp>

#include <chrono>
#include <filesystem>
#include <set>

namespace dcc::store {

// Writes a desk. All changes between begin() and commit() are one transaction: all or none. They
// are on disk when commit() returns (write-ahead log, synchronous=FULL).
class Writer : public Reader {
  public:
    struct Options {
        std::chrono::milliseconds timeout = std::chrono::seconds{5};
        bool bulk = false;    // for large batches: more memory, a longer log
        bool migrate = true;  // false: refuse an older schema, and change nothing of the file
        KeySource key = {};   // of a protected desk; without it nothing can be written
    };

    // Whether create() can create a desk there: there is no file, or it is empty, or an interrupted
    // create() left it without tables.
    static bool is_free(std::filesystem::path const &path);

    // Creates an empty desk and begins a transaction. Its owner may use it, and the group too if
    // the directory passes its group on (see access_in()). Throws Error{cannot_create} when the
    // file exists or cannot be created.
    static Writer create(std::filesystem::path const &path);

    // The same in memory, lost with the object: for tests that need no file.
    static Writer in_memory();

    // The same in an empty file that is lost after a crash; errors name it as `desk`.
    static Writer create_scratch(std::filesystem::path const &file,
                                 std::filesystem::path const &desk, std::int64_t page_size);

    // As Reader::open, but upgrades a desk of an older schema (see Options).
    static Writer open(std::filesystem::path const &path, Options options);

    // Begins a transaction. Waits for other writers up to the timeout, then throws Error{busy}.
    // Throws Error{no_input} when the desk is protected and its master key is missing or wrong.
    void begin();
    void commit();
    // Undoes everything since begin(); no effect outside a transaction.
    void rollback() noexcept;
    bool in_transaction() const noexcept { return in_transaction_; }
    // After commit(): what the transaction erased or encrypted is still in the file or its log,
    // since a reader kept the log in use.
    bool has_traces() const noexcept { return has_traces_; }

    // A part of a transaction that can be undone alone. The destructor undoes what was written
    // since, unless keep() was called. Parts must end in the reverse order of their beginning.
    class Savepoint {
      public:
        explicit Savepoint(Writer &writer);
        Savepoint(Savepoint const &) = delete;
        Savepoint &operator=(Savepoint const &) = delete;
        ~Savepoint();
        void keep();

      private:
        Writer &writer_;
        Head head_;
        Instant last_recorded_;
        std::size_t texts_;
        bool done_ = false;
    };

    // ---- within a transaction
    // When the last event was recorded; Instant::min() before the first.
    Instant last_recorded() const { return last_recorded_; }
    // Sets the number of the event and appends it to the chain. Its text enters the index of cases
    // on commit().
    void append(Event &event);
    // Inserts rows or replaces those with the same key. Throws ConstraintError. Also updates the
    // index of articles: the event with the text of an article must be stored before.
    void put(Rows const &rows);
    // Deletes the stored parts of cases that have the keys of these rows; the cases stay.
    void remove_parts(Rows const &rows);
    // Erases the texts of events of cases and customers, and their terms in the index. An erasure
    // that names the events must be put before. After commit() the texts are neither in the file
    // nor in its log, unless a reader keeps the log in use until the timeout. Nor are the data keys
    // that encrypted no other texts.
    void erase(std::vector<std::int64_t> const &events);
    // After the event that protects a plain desk: encrypts the personal data and the texts; the
    // index of words is emptied if it is not kept. After commit() the plain ones are neither in the
    // file nor in its log, unless a reader keeps the log in use until the timeout.
    void protect(SecretKey const &master);
    // After the event that changes the master key of a protected desk: wraps its data keys with the
    // other one; nothing else is changed.
    void rotate(SecretKey const &master);
    // Outside a transaction: does what protect() and rotate() do after commit(), if that was
    // interrupted.
    void compact();
    // Fills the empty index of cases from all events, if the desk keeps one.
    void index_cases();
    // Adds the text of an event that is stored already to the index of cases on commit().
    void index(Event const &event);
    // The next free id.
    CaseId next_case_id();
    CustomerId next_customer_id();
    ArticleId next_article_id();
    IncidentId next_incident_id();
    // When escalation must look at a case again, of which it has seen the events up to a number.
    // Nothing: only after another event.
    void watch(CaseId id, std::int64_t event, std::optional<Instant> at);
    void put(WatchState const &state);

    Writer(Writer &&) noexcept = default;
    Writer &operator=(Writer &&) noexcept = default;
    ~Writer();

  private:
    friend class Renewal;

    explicit Writer(std::unique_ptr<Db> db, bool bulk);
    void begin_desk();
    void reindex(ArticleRow const &row);
    bool keeps_words();
    void destroy_unused_keys();
    void require_compaction();
    void scrub();

    bool in_transaction_ = false;
    bool bulk_ = false;
    Head head_;
    Instant last_recorded_ = Instant::min();
    std::vector<IndexedText> texts_;  // of the transaction
    bool scrub_ = false;              // the log must keep nothing of what the transaction replaced
    bool compact_ = false;            // the same for free parts of the file
    bool has_traces_ = false;
    std::set<std::int64_t> doubtful_keys_;  // of erased texts: perhaps without use now
};

}  // namespace dcc::store
