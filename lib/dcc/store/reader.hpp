#pragma once

#include <dcc/base/search_terms.hpp>
#include <dcc/model/event.hpp>
#include <dcc/store/projections.hpp>
#include <dcc/store/text_index.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::store {

class Db;

// Which cases to list. Every list that is not empty must hold the case's value.
struct CaseQuery {
    enum class Order { due, received, newest };

    bool only_open = false;
    std::vector<State> states;
    std::vector<std::string> channels;
    std::vector<std::string> categories;  // as they stand: name descendants too
    std::vector<std::string> priorities;
    std::optional<std::string> team;    // empty text: no team
    std::optional<std::string> person;  // empty text: nobody
    std::optional<CustomerId> customer;
    std::optional<Instant> received_from;
    std::optional<Instant> received_before;
    std::optional<Instant> due_before;
    bool incomplete = false;  // that lack facts their category requires
    bool repeats = false;     // of an earlier case
    Order order = Order::due;
    std::int64_t limit = -1;  // negative: all
};

// Which visits to list, in the order of their beginning.
struct VisitQuery {
    bool only_booked = true;
    std::optional<std::string> technician;
    std::optional<Instant> from;    // beginning then or later
    std::optional<Instant> before;  // beginning before
    std::int64_t limit = -1;        // negative: all
};

// How busy a person is, as dispatch asks it.
struct LoadRow {
    int open_cases = 0;
    std::optional<Instant> last_assigned;
};

// An event as it is stored, for checking and exporting; read_event() decodes it.
struct RawEvent {
    std::int64_t seq = 0;
    std::optional<CaseId> case_id;
    std::optional<CustomerId> customer_id;
    std::string kind;
    Instant at;
    Instant recorded_at;
    std::string actor;
    std::string data;
    std::optional<Digest> sealed_digest;
    Digest digest{};
    std::optional<Salt> salt;  // with the sealed text; none once it was erased
    std::string sealed;
};

// Which texts of cases to look through, and how many to find.
struct TextRange {
    bool in_subject = false;  // what the cases were opened with as their subject, nothing else
    std::int64_t from = 1;    // the first event
    std::size_t limit = 1000;
};

// An article that holds what was searched for, and how well it fits: the greater the better, its
// title counting five times as much as its body (BM25).
struct ArticleHit {
    ArticleId id;
    double fit = 0;
};

// How often cases were answered with an article, and how many of these were never reopened.
struct UseCount {
    std::int64_t cases = 0;
    std::int64_t stayed = 0;
};

// Which messages of the outbox to list, in the order in which they were made.
struct MessageQuery {
    std::vector<MessageState> states;  // none: all that wait for somebody or something
    std::optional<CaseId> case_id;
    std::int64_t limit = -1;  // negative: all
};

// A case that waits, for whom, and since when.
struct WaitingRow {
    CaseId id;
    State state{};
    Instant since;
};

// Throws Error{io} when what is stored is no event.
Event read_event(RawEvent const &raw);

// Reads a desk; cannot write, by its type. All functions throw Error{io} when the file is damaged.
// An object is for one thread at a time; other threads may open the same desk for themselves.
class Reader {
  public:
    // Opens read-only. Throws Error{no_input} when there is no such file and Error{io} when it is
    // no desk or one of another schema.
    static Reader open(std::filesystem::path const &path,
                       std::chrono::milliseconds timeout = std::chrono::seconds{5});

    Reader(Reader &&) noexcept;
    Reader &operator=(Reader &&) noexcept;
    ~Reader();

    std::filesystem::path const &path() const;

    // All reads until the returned object dies see the desk as it was at one moment.
    class Snapshot {
      public:
        explicit Snapshot(Reader &reader);
        Snapshot(Snapshot const &) = delete;
        Snapshot &operator=(Snapshot const &) = delete;
        ~Snapshot();

      private:
        Db &db_;
    };

    // ---- events
    Head head();
    std::string desk_id();
    std::vector<Event> events(CaseId id);
    std::vector<Event> events(CustomerId id);
    // Every event as stored, in the order of seq, until `visit` answers false.
    void each_event(std::function<bool(RawEvent const &)> const &visit);
    // The events of cases, case after case (each in order), after those of desk and customers.
    void each_event_by_case(std::function<bool(RawEvent const &)> const &visit);
    // The events of the desk, then customer after customer, then case after case, each in order.
    void each_event_by_owner(std::function<bool(RawEvent const &)> const &visit);
    std::int64_t event_count();
    std::optional<Event> event(std::int64_t seq);
    std::optional<CaseId> case_of(std::int64_t seq);  // the case that the event is of

    // ---- cases
    std::optional<CaseRow> find(CaseId id);
    std::optional<CaseId> find_external_case(std::string const &external_id);
    void each_case(CaseQuery const &query, std::function<bool(CaseRow &&)> const &visit);
    std::vector<ClockRow> clocks(CaseId id);
    // Cases received by the instant that something happened to after it.
    std::vector<CaseId> changed_since(Instant instant);
    // New cases in the order of their ids, from `after` on.
    std::vector<CaseId> new_cases(CaseId after, std::size_t limit);
    LoadRow load(std::string const &person);

    // The resolution that a survey's token is of, by the token's digest.
    std::optional<InvitationRow> invitation(Digest const &token);
    // Complaints about the case, and later cases that repeat it, oldest first.
    std::vector<CaseRow> about(CaseId id);
    std::vector<CaseRow> repeats(CaseId id);
    // The newest service case before one received at an instant, of the same customer and category,
    // received no earlier than `from`; of those received at that very instant the ones with a lower
    // number are before it. Cases cancelled or found to be duplicates do not count; of a
    // customer's newest matters at most 200 are looked at.
    std::optional<CaseRow> find_earlier(CustomerId customer, std::string const &category,
                                        Instant from, Instant received, CaseId id);

    // ---- visits
    std::vector<VisitRow> visits(VisitQuery const &query);
    // Booked visits of a technician that take up some of [from, to), none of which lasts longer
    // than a day, in the order of their beginning.
    std::vector<VisitRow> booked(std::string const &technician, Instant from, Instant to);

    // ---- the outbox
    // Messages whose next try has come, in its order.
    std::vector<MessageRow> due_messages(Instant now, std::int64_t limit);
    std::vector<MessageRow> messages(MessageQuery const &query);
    std::int64_t count_messages(MessageState state);  // of a state other than sent
    // Cases that wait, the longest first.
    std::vector<WaitingRow> waiting_cases();

    // ---- customers
    std::optional<CustomerRow> find(CustomerId id);
    std::optional<CustomerId> find_external_customer(std::string const &external_id);
    std::optional<CustomerId> find_customer_by_phone(std::string const &phone_key);
    std::optional<CustomerId> find_customer_by_email(std::string const &email_key);
    // By exact phone, mail address or external id, or by the beginning of the name.
    std::vector<CustomerRow> find_customers(std::string const &text, std::int64_t limit);
    void each_customer(std::function<bool(CustomerRow &&)> const &visit);

    // ---- articles
    std::optional<ArticleRow> find(ArticleId id);
    std::vector<Event> events(ArticleId id);
    void each_article(std::function<bool(ArticleRow &&)> const &visit);
    UseCount uses(ArticleId id);

    // ---- words
    // The events of cases whose text holds all the phrases, newest first. Reads no more of the
    // index than it takes to find so many.
    std::vector<std::int64_t> find_texts(std::span<Phrase const> phrases, TextRange range);
    // Articles in use that hold all the phrases, or any of them, best first.
    std::vector<ArticleHit> find_articles(std::span<Phrase const> phrases, bool any,
                                          std::size_t limit);
    // All that the indexes of words hold, for checking.
    WordSum case_words();
    WordSum article_words();

    // ---- service terms
    bool knows_policy(Digest const &fingerprint);
    std::optional<TermsRow> terms(Digest const &policy, std::string const &rule);
    std::optional<CalendarRow> calendar(Digest const &print);

    // ---- clocks for reports
    struct ClockSample {
        std::int64_t case_id;
        std::string_view stage;
        std::int64_t received_at;
        std::int64_t started_at;
        std::optional<std::int64_t> stopped_at;
        std::optional<std::int64_t> due_at;
        std::optional<std::int64_t> elapsed;
        std::string_view channel;
        std::string_view category;
        std::string_view priority;
        std::string_view team;
        std::string_view person;
    };
    // Clocks of one kind of cases received in [from, before), one call a row, by case and instance.
    void each_clock(ClockKind kind, std::optional<Instant> from, std::optional<Instant> before,
                    std::function<void(ClockSample const &)> const &visit);

    // ---- the tables that follow from the events (projections.hpp), for checking
    // How many rows a table holds.
    template <class Row>
    std::int64_t count() {
        return count_rows(Row::table);
    }
    // All rows of a case, in the order of their keys.
    Rows rows_of(CaseId id);
    // What the tables hold otherwise than it should be, of a case all that they hold: the name of a
    // table's rows (Row::what), and why they cannot be read, if they cannot. What consists of
    // nothing but a key is left to counting.
    struct Mismatch {
        std::string_view what;
        std::string error;
    };
    std::vector<Mismatch> mismatches(Rows wanted);

    // ---- maintenance
    // SQLite's own integrity and foreign-key checks: what they complain of, a line each.
    std::vector<std::string> integrity();
    // Copies the desk, in use or not, to a new file, which is whole or absent. Throws
    // Error{cannot_create} when the file exists or cannot be made.
    void backup(std::filesystem::path const &file,
                std::function<void(int done, int total)> const &progress);

  protected:
    explicit Reader(std::unique_ptr<Db> db);
    std::unique_ptr<Db> db_;

  private:
    std::int64_t count_rows(char const *table);
};

}  // namespace dcc::store
