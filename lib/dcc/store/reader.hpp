#pragma once

#include <dcc/base/new_file.hpp>
#include <dcc/base/search_terms.hpp>
#include <dcc/base/wording.hpp>
#include <dcc/model/event.hpp>
#include <dcc/store/case_filter.hpp>
#include <dcc/store/file_ref.hpp>
#include <dcc/store/projections.hpp>
#include <dcc/store/protection.hpp>
#include <dcc/store/text_index.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::store {

class Db;

// Which cases to list. A non-empty list must contain the value of the case.
struct CaseQuery {
    enum class Order { due, received, newest };

    bool only_open = false;
    std::vector<CaseKind> kinds;  // empty: all
    std::vector<State> states;
    std::vector<std::string> complaint_types;  // of complaints, like severities
    std::vector<std::string> severities;
    std::vector<std::string> departments;
    std::vector<std::string> channels;
    std::vector<std::string> categories;  // exact: list subcategories too
    std::vector<std::string> priorities;
    std::optional<std::string> team;    // empty text: no team
    std::optional<std::string> person;  // empty text: nobody
    std::optional<CustomerId> customer;
    std::optional<Instant> received_from;
    std::optional<Instant> received_before;
    std::optional<Instant> due_before;
    bool incomplete = false;           // only cases that lack required facts
    bool repeats = false;              // only repeats of an earlier case
    bool handed_over = false;          // only those whose hand-over nobody has accepted
    std::vector<std::string> tags;     // only with one of these, in the form of their keys
    std::vector<std::string> no_tags;  // only without all of these, likewise
    std::vector<FieldValue> fields;    // only with all these values of fields of the policy
    CaseFilter filter;                 // only those for which it holds
    Order order = Order::due;
    std::int64_t limit = -1;  // negative: all
};

// Which visits to list, in the order of their start.
struct VisitQuery {
    bool only_booked = true;
    std::optional<std::string> technician;
    std::optional<Instant> from;    // start then or later
    std::optional<Instant> before;  // start before
    std::int64_t limit = -1;        // negative: all
};

// Which tasks to list, the earliest deadline first.
struct TaskQuery {
    bool only_open = true;
    std::optional<CaseId> case_id;
    std::optional<std::string> team;
    std::optional<std::string> person;
    std::int64_t limit = -1;  // negative: all
};

// The workload of a person, for dispatch.
struct LoadRow {
    std::map<std::string, int> open_cases;  // how many of each priority
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
    std::string user;
    std::string dated;         // empty in events of schemas 1 to 3
    std::optional<Salt> salt;  // of the sealed text; none after it was erased
    std::string sealed;
    // Of a protected desk: the data key of the text; whether it could not be decrypted, so that
    // `salt` and `sealed` are missing; and why, unless there is simply no master key.
    std::optional<std::int64_t> data_key;
    bool locked = false;
    std::string fault;
};

// Whether a reader of events can do without a text that cannot be decrypted.
enum class Texts { needed, dispensable };

// Which texts of cases to search, and how many results to give.
struct TextRange {
    bool in_subject = false;  // only the subjects that the cases were opened with
    std::int64_t before = std::numeric_limits<std::int64_t>::max();  // only lower event numbers
    std::size_t limit = 1000;
};

// An article that matches a search. `fit` is its BM25 score, the title weighted five times the
// body: greater is better.
struct ArticleHit {
    ArticleId id;
    double fit = 0;
};

// The number of cases answered with an article, and of those that were never reopened.
struct UseCount {
    std::int64_t cases = 0;
    std::int64_t stayed = 0;
};

// Which messages of the outbox to list, in the order of creation.
struct MessageQuery {
    std::vector<MessageState> states;  // none: all not sent, or with case_id all
    std::optional<CaseId> case_id;
    std::int64_t limit = -1;  // negative: all
};

// Throws an error when the text could not be decrypted: Error{no_input} without the master key,
// else Error{io}.
void require_text(RawEvent const &raw);

// Decodes an event. Throws Error{io} when the stored data is not a valid event, and the errors of
// require_text(), unless texts are dispensable: then the sealed fields stay empty.
Event read_event(RawEvent const &raw, Texts texts = Texts::needed);

// Reads a desk. It has no function that writes, so that a report cannot write by mistake. Every
// function throws Error{io} when the file is damaged. Use an object in one thread at a time; other
// threads may open the same desk with their own object. Of a protected desk, what needs no personal
// data can be read without the master key; else an Error{no_input} is thrown. An object that was
// opened before the desk was protected must be opened again.
class Reader {
  public:
    // Opens read-only. Throws Error{no_input} when there is no such file and Error{io} when it is
    // not a desk or has another schema version.
    static Reader open(std::filesystem::path const &path,
                       std::chrono::milliseconds timeout = std::chrono::seconds{5},
                       KeySource key = {});

    // The same, also for a desk of an older schema: to copy it, not to read its tables.
    static Reader open_to_copy(std::filesystem::path const &path,
                               std::chrono::milliseconds timeout = std::chrono::seconds{5});

    Reader(Reader &&) noexcept;
    Reader &operator=(Reader &&) noexcept;
    ~Reader();

    // The path as it was opened.
    std::filesystem::path const &path() const;

    // While the object exists, all reads see the desk at one point in time (one transaction).
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
    // The newest event and its digest.
    Head head();
    // The newest of the events that happened until the instant. Together with the chain it stands
    // for all events that a report as of the instant can see.
    Head head_at(Instant instant);
    // The id that the desk got when it was created.
    std::string desk_id();
    bool is_sandbox();  // see event::DeskCreated

    // The call that was made with this key; nothing when none was.
    std::optional<event::CallMade> call_with(std::string const &key);
    // The events of a case or of a customer, in the order of seq.
    std::vector<Event> events(CaseId id);
    std::vector<Event> events(CustomerId id);
    // The events of a case without their sealed fields: no master key is needed, and no text is
    // read.
    std::vector<Event> open_events(CaseId id);
    // Calls `visit` for every event after a number as stored, in the order of seq, until it returns
    // false.
    void each_event(std::function<bool(RawEvent const &)> const &visit, std::int64_t after = 0);
    // The events of desk and customers in the order of seq, then those of cases, case by case.
    void each_event_by_case(std::function<bool(RawEvent const &)> const &visit);
    // The events of the desk, then customer by customer, then case by case, each in order of seq.
    void each_event_by_owner(std::function<bool(RawEvent const &)> const &visit);
    std::int64_t event_count();
    // The event of that number.
    std::optional<Event> event(std::int64_t seq);
    // Whether the event of that number has a text, which was not erased.
    bool has_text(std::int64_t seq);
    // The case of the event of that number, if any.
    std::optional<CaseId> case_of(std::int64_t seq);

    // ---- cases
    // A find function gives nothing when there is no such row.
    std::optional<CaseRow> find(CaseId id);
    std::optional<CaseId> find_external_case(std::string const &external_id);
    // Calls `visit` for each case of the query, until it returns false.
    void each_case(CaseQuery const &query, std::function<bool(CaseRow &&)> const &visit);
    // How many open service cases and complaints each team has; of the empty one, those without a
    // team. Teams without any are left out.
    struct QueueSize {
        std::string team;
        std::int64_t open = 0;
        std::int64_t unassigned = 0;  // nobody has them
        std::int64_t overdue = 0;     // a deadline has passed
        std::optional<Instant> next_due_at{};
    };
    std::vector<QueueSize> queue_sizes(Instant now);
    // A case with what reports on customers and people need. The texts are valid only during the
    // call.
    struct CaseSample {
        CaseId id;
        CaseKind kind{};
        std::optional<CustomerId> customer;
        std::string_view channel;
        std::string_view category;
        std::string_view priority;
        std::string_view team;
        std::string_view person;
        std::string_view product;
        Instant received_at;
        std::optional<Instant> first_reply_at;
        std::optional<Instant> first_resolved_at;
        std::int64_t reopened = 0;
        std::int64_t messages = 0;  // of the customer, the first one included
    };
    // Calls `visit` for each case received in [from, before), in no particular order. Needs no
    // master key.
    void each_case_sample(std::optional<Instant> from, Instant before,
                          std::function<void(CaseSample const &)> const &visit);
    // A time in which a team, or nobody yet, held a case that was open, with the case as it is now.
    // The texts are valid only during the call.
    struct HandoffSample {
        CaseSample item;
        std::optional<Instant> assigned_at;  // when a person got the case last
        std::string_view team;               // that held it
        Instant from;
        std::optional<Instant> to;
    };
    // Calls `visit` for each such time of the cases received in [from, before), case by case and in
    // order. Improvement actions have none. Needs no master key.
    void each_handoff(std::optional<Instant> from, Instant before,
                      std::function<void(HandoffSample const &)> const &visit);
    // Who got a service case and when, in order; an empty text: nobody.
    std::vector<std::pair<Instant, std::string>> holders(CaseId id);
    // The clocks of a case, by kind and instance.
    std::vector<ClockRow> clocks(CaseId id);
    // The tags of a case, in the order of their keys.
    std::vector<CaseTagRow> tags(CaseId id);
    // How the tag of that key is written in the desk; empty when no case has it.
    std::string spelling_of_tag(std::string const &key);
    // Cases that have the tag of that key, the newest first, with an id below `before`.
    std::vector<CaseId> cases_with_tag(std::string const &key, CaseId before, std::size_t limit);
    // The values that a case has of fields of the policy, in the order of the ids of fields.
    std::vector<CaseFieldRow> fields(CaseId id);
    // Cases received at or before the instant and changed after it.
    std::vector<CaseId> changed_since(Instant instant);
    // Ended cases that were closed or cancelled before the instant and that have texts, in the
    // order of their ids.
    std::vector<CaseRow> closed_with_texts(Instant before);
    // Cases in state `new` with an id greater than `after`, in the order of their ids.
    std::vector<CaseId> new_cases(CaseId after, std::size_t limit);
    // Cases that a person gave a category, whichever they have now, the newest first, at most
    // `limit`. Reads all events.
    std::vector<CaseId> cases_with_given_category(std::size_t limit);
    // Everybody who has open cases, in the order of their ids. Takes a step for each person, not
    // for each case.
    std::vector<std::string> holders();
    // The open cases of each of these people, and their last assignment.
    std::map<std::string, LoadRow> loads(std::vector<std::string> const &people);

    // The survey invitation with that digest of its token.
    std::optional<InvitationRow> invitation(Digest const &token);
    // Complaints about the case, in the order of their ids.
    std::vector<CaseRow> about(CaseId id);
    // Cases that repeat the case, in the order of their ids.
    std::vector<CaseRow> repeats(CaseId id);
    // The newest service case of that customer and category that precedes case `id`, which was
    // received at `received`. It must not be received before `from`. Among cases received at the
    // same instant, the lower id is earlier. Cancelled cases and duplicates do not count. At most
    // the 200 newest cases are searched.
    std::optional<CaseRow> find_earlier(CustomerId customer, std::string const &category,
                                        Instant from, Instant received, CaseId id);
    // The category of the customer's service case with the greatest number below `id` that is
    // neither cancelled nor a duplicate; empty when there is none, or it has none.
    std::string earlier_category(CustomerId customer, CaseId id);
    // Calls `visit` for each triage of the service cases received in [from, before), case by case
    // and in order. The sealed fields are empty: no master key is needed.
    void each_triage(std::optional<Instant> from, std::optional<Instant> before,
                     std::function<void(Event const &)> const &visit);

    // ---- visits
    // The visits of a query.
    std::vector<VisitRow> visits(VisitQuery const &query);
    // Booked visits of a technician that overlap [from, to), in the order of their start. No visit
    // is longer than a day.
    std::vector<VisitRow> booked(std::string const &technician, Instant from, Instant to);

    // ---- tasks and staff
    // The tasks of a query.
    std::vector<TaskRow> tasks(TaskQuery const &query);
    // The absences that end after the instant, in the order of people and beginnings.
    std::vector<AbsenceRow> absences(Instant after);
    // The absence of that person and beginning.
    std::optional<AbsenceRow> absence(std::string const &person, Instant starts_at);

    // ---- quality and training
    // Calls `visit` for each review made in [from, before), in the order of cases and numbers.
    void each_review(std::optional<Instant> from, Instant before,
                     std::function<void(QualityReviewRow const &)> const &visit);
    // A service case or complaint that is resolved. The texts are valid only during the call.
    struct ResolvedSample {
        CaseId id;
        std::string_view channel;
        std::string_view category;
        std::string_view priority;
        std::string_view team;
        std::string_view person;
        Instant received_at;
        Instant resolved_at;
    };
    // Calls `visit` for each of them that was resolved in [from, before) and is not open now, in
    // the order of their ids. Reads all cases, and no master key.
    void each_resolved(std::optional<Instant> from, Instant before,
                       std::function<void(ResolvedSample const &)> const &visit);
    // An overall satisfaction, with the case that it is about. The texts are valid only during the
    // call.
    struct RatingSample {
        CaseId case_id;
        std::string_view person;
        std::string_view category;
        Instant received_at;  // the case
        int csat;
    };
    // Calls `visit` for each of them that customers gave in [from, before), in the order of time.
    void each_rating(Instant from, Instant before,
                     std::function<void(RatingSample const &)> const &visit);
    // The trainings that took place, in the order of time, person and topic.
    std::vector<TrainingRow> trainings();
    // That training, withdrawn or not.
    std::optional<TrainingRow> training(std::string const &person, Instant held,
                                        std::string const &topic);
    // Calls `visit` for each service case and complaint received in [from, before), in the order of
    // that time, with all its events and the tier that its customer has now. The sealed fields are
    // empty: no master key is needed. Valid only during the call.
    void each_history(
        std::optional<Instant> from, Instant before,
        std::function<void(std::span<Event const>, std::string const &tier)> const &visit);

    // ---- the outbox
    // Messages whose next try is due, in the order of that time.
    std::vector<MessageRow> due_messages(Instant now, std::int64_t limit);
    // The messages of a query.
    std::vector<MessageRow> messages(MessageQuery const &query);
    // The number of messages in a state; 0 for `sent`.
    std::int64_t count_messages(MessageState state);

    // ---- complaints
    // What a department was granted of its budget in [from, before), in minor units of the
    // currency: all approved remedies that were not superseded.
    std::int64_t granted(std::string const &department, std::string const &currency, Instant from,
                         Instant before);
    // Improvement actions that were verified and not reopened, in the order of their ids.
    std::vector<ActionRow> verified_actions();
    // The complaint, its rounds, remedies and evidence.
    std::optional<ComplaintRow> complaint(CaseId id);
    // Calls `visit` for each complaint received in [from, before), in the order of that time, until
    // it returns false.
    void each_complaint(Instant from, Instant before,
                        std::function<bool(ComplaintRow &&)> const &visit);
    // A complaint with the category of its case, for reports over many. The texts are valid only
    // during the call.
    struct ComplaintSample {
        CaseId id;
        std::string_view type;
        std::string_view product;
        std::string_view category;
        std::optional<CustomerId> customer;
        Instant received_at;
    };
    // The same as each_complaint(), for samples, to the end.
    void each_complaint_sample(Instant from, Instant before,
                               std::function<void(ComplaintSample const &)> const &visit);
    // The time at which the first complaint was received.
    std::optional<Instant> first_complaint_at();
    // The same as each_complaint() for the rounds that were opened, and the remedies that were
    // granted, in that time.
    void each_round(Instant from, Instant before, std::function<bool(RoundRow &&)> const &visit);
    void each_remedy(Instant from, Instant before,
                     std::function<bool(GrantedRemedyRow &&)> const &visit);
    // Granted remedies that are due before the instant, earliest first.
    std::vector<GrantedRemedyRow> open_remedies(Instant due_before);
    // All improvement actions, in the order of their ids.
    std::vector<ActionRow> actions();
    // Calls `visit` for each file of evidence that was not erased, in the order of cases and
    // numbers, until it returns false. Needs no master key.
    void each_file(std::function<bool(FileRef &&)> const &visit);
    // Those with that content.
    std::vector<FileRef> files(Digest const &content);
    // That file of evidence, erased or not.
    std::optional<FileRef> file(EvidenceId id);
    // The number of service cases received in [from, before).
    std::int64_t count_service_cases(Instant from, Instant before);
    // An overall satisfaction that a customer gave on a case.
    struct Satisfaction {
        CaseId case_id;
        CustomerId customer;
        Instant at;
        int csat;
    };
    // Calls `visit` for each overall satisfaction that known customers gave in [from, before).
    void each_satisfaction(Instant from, Instant before,
                           std::function<void(Satisfaction const &)> const &visit);
    // An answer to a survey, as it was given. The comment is empty: no master key is needed.
    struct FeedbackSample {
        std::int64_t event = 0;
        CaseId case_id;
        CaseKind kind{};                     // of the case, like its customer
        std::optional<CustomerId> customer;  // of the case today
        Instant at;
        event::FeedbackGiven const &given;
    };
    // Calls `visit` for each answer given in [from, before), in the order of time and number.
    void each_feedback(std::optional<Instant> from, Instant before,
                       std::function<void(FeedbackSample const &)> const &visit);
    // An answer to a survey on a service case. The comment is empty: no master key is needed.
    struct AnswerSample {
        CaseId case_id;
        Instant at;
        event::FeedbackGiven answer;
    };
    // The same as each_feedback(), of service cases.
    void each_answer(Instant from, Instant before,
                     std::function<void(AnswerSample const &)> const &visit);
    // The cases that have an answer given until an instant, in the order of their ids.
    std::vector<CaseId> answered(Instant until);
    // The answers of a case until an instant, the last one last.
    std::vector<AnswerSample> answers_of(CaseId id, Instant until);
    // Calls `visit` for each breach and each step of a ladder that was announced in [from, before),
    // in the order of time, with its case.
    void each_escalation(Instant from, Instant before,
                         std::function<void(CaseId id, Instant at)> const &visit);
    // Calls `visit` for each case received in [from, before), in the order of that time and of ids,
    // until it returns false. The subject is empty where it cannot be decrypted.
    void each_case_row(Instant from, Instant before, std::function<bool(CaseRow &&)> const &visit);
    // When the first case was received; nothing in a desk without cases.
    std::optional<Instant> first_received_at();
    // The calls to a customer, in order.
    std::vector<CallbackRow> callbacks(CustomerId id);

    // ---- customers
    std::optional<CustomerRow> find(CustomerId id);
    // The tier of the customer, or of whom they were merged into; empty when there is none. Needs
    // no master key.
    std::string tier_of(CustomerId id);
    std::optional<CustomerId> find_external_customer(std::string const &external_id);
    // By any of the forms of a phone number (phone_keys()), or by a mail address (email_key()): the
    // first who prefers it, or else who has it.
    std::optional<CustomerId> find_customer_by_phone(std::array<std::string, 5> const &phone_keys);
    std::optional<CustomerId> find_customer_by_email(std::string const &email_key);
    // Who is used instead of a customer that was merged; else the customer. Throws Error{io} when
    // the merges do not end.
    CustomerId used(CustomerId id);
    // The same for those whose name starts with the text, who have exactly that external id, or any
    // number or address of `search`, or whose number contains the digits, in the order of their
    // ids. In a protected desk, names and digits are compared only when nothing else fits, since
    // each has to be decrypted.
    struct CustomerSearch {
        std::string text;
        std::array<std::string, 5> phone_keys;
        std::string email_key;
        std::string digits;  // a part of a number without the zeros that begin it; empty: none
    };
    std::vector<CustomerRow> find_customers(CustomerSearch const &search, std::int64_t limit);
    // The numbers and addresses of a customer besides the preferred ones, without the removed ones.
    std::vector<ContactRow> contacts(CustomerId id);
    // The doubts about a customer, and all, in the order of customers.
    std::vector<DoubtRow> doubts(CustomerId id);
    std::vector<DoubtRow> doubts();
    // Calls `visit` for each contact of all customers that has a key.
    void each_contact(std::function<void(ContactRow &&)> const &visit);
    // Calls `visit` for each customer in the order of ids, until it returns false.
    void each_customer(std::function<bool(CustomerRow &&)> const &visit);

    // ---- articles
    std::optional<ArticleRow> find(ArticleId id);
    // The events of an article, in the order of seq.
    std::vector<Event> events(ArticleId id);
    // Calls `visit` for each article in the order of ids, until it returns false.
    void each_article(std::function<bool(ArticleRow &&)> const &visit);
    // The use of an article in cases.
    UseCount uses(ArticleId id);

    // ---- incidents
    std::optional<IncidentRow> find(IncidentId id);
    // The events of an incident, in the order of seq.
    std::vector<Event> events(IncidentId id);
    // All incidents, or those that are open, in the order of ids.
    std::vector<IncidentRow> incidents(bool only_open);
    // The cases that belong to an incident, in the order of ids.
    std::vector<CaseId> cases_of(IncidentId id);

    // ---- what escalation looks at
    // The policy by which the moments of the watch were calculated, if any, and the event up to
    // which changes were looked at. Nothing before the first run.
    struct WatchState {
        std::optional<Digest> policy;
        std::int64_t event = 0;
    };
    std::optional<WatchState> watch_state();
    // Cases with a moment of the watch up to `now`, the earliest first.
    std::vector<CaseId> watched_cases(Instant now);
    // Cases with events after that number which the watch does not know yet, in the order of ids.
    // Of ended cases events that were imported do not count.
    std::vector<CaseId> changed_cases(std::int64_t after);
    // All open cases, the most urgent deadline first.
    std::vector<CaseId> open_cases();

    // ---- the text index
    // The events of cases whose text contains all the phrases, newest first. Stops reading the
    // index at the limit.
    std::vector<std::int64_t> find_texts(std::span<Phrase const> phrases, TextRange range);
    // Articles in use that contain all the phrases, or any of them if `any`, best match first.
    std::vector<ArticleHit> find_articles(std::span<Phrase const> phrases, bool any,
                                          std::size_t limit);
    // A checksum of all terms in each index, for verify. Throws Error when the index contradicts
    // itself.
    WordSum case_words();
    WordSum article_words();

    // ---- service terms
    // Whether the desk has adopted the policy.
    bool knows_policy(Digest const &fingerprint);
    // The adopted policies, in the order of their adoption.
    std::vector<PolicyRow> policies();
    // What an SLA rule of an adopted policy grants.
    std::optional<TermsRow> terms(Digest const &policy, std::string const &rule);
    // An adopted calendar, by its fingerprint.
    std::optional<CalendarRow> calendar(Digest const &print);

    // ---- clocks for reports
    // One clock and its case. Instants are seconds since 1970-01-01T00:00:00Z, `elapsed` is
    // seconds. The texts are valid only during the call.
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
        bool dated_by_hand;
        std::optional<std::int64_t> judged_met;  // 0 or 1, as another system says
        std::string_view product{};
        std::string_view tier{};  // that the customer has now
        std::string_view tags{};  // joined by ","
    };
    // Those attributes of a case that a report needs. The others are left empty: reading them takes
    // a third of the time.
    struct ClockAttributes {
        bool channel = false;
        bool category = false;
        bool priority = false;
        bool team = false;
        bool person = false;
        bool product = false;
        bool tier = false;
        bool tags = false;
    };
    // Calls `visit` for each clock of one kind whose case was received in [from, before), by case
    // and instance.
    void each_clock(ClockKind kind, std::optional<Instant> from, std::optional<Instant> before,
                    ClockAttributes const &wanted,
                    std::function<void(ClockSample const &)> const &visit);

    // ---- the tables derived from the events (projections.hpp), for verify
    // The number of rows in a table.
    template <class Row>
    std::int64_t count() {
        return count_rows(Row::table);
    }
    // All rows of a case, in the order of their keys.
    Rows rows_of(CaseId id);
    // A table that differs from what is wanted: the name of its rows (Row::what), and the error if
    // they cannot be read.
    struct Mismatch {
        std::string_view what;
        std::string error;
    };
    // Compares the tables with the wanted rows. For a case, the tables must have no other rows of
    // it. Whether there are rows that nobody wants: count them.
    std::vector<Mismatch> mismatches(Rows wanted);

    // ---- protection
    // How the desk is protected; nothing when it is plain.
    std::optional<Protection> protection();
    // Whether the file holds nothing in plain of what the desk has encrypted: false while the work
    // that follows Writer::protect() and Writer::rotate() is unfinished.
    bool is_compact();
    // Whether personal data can be read: the desk is plain, or there is its master key. Throws
    // Error{no_input} when the key is that of another desk.
    bool can_read_texts();
    // Throws Error{no_input} unless personal data can be read.
    void require_texts();
    // The data keys that the master key does not unwrap, one line each.
    std::vector<Wording> key_faults();

    // A digest of the text that no other desk has. Of a protected desk, nobody can compute it
    // without the master key; it stays the same when that is changed. Throws Error{no_input}
    // without it.
    Digest own_digest(std::string_view text);

    // ---- maintenance
    // The errors that SQLite's integrity and foreign-key checks report, one line each.
    std::vector<Wording> integrity();
    // How tables, columns, indexes and triggers differ from those of a new desk, one line each:
    // "the index case_due is missing".
    std::vector<Wording> schema_differences();
    // Copies the desk, even while it is in use, to a new file, which is complete or does not exist.
    // It has the mode of the desk, and its owner and group if the system permits. Throws
    // Error{cannot_create} when the file exists, unless it is to be replaced, or cannot be created,
    // Error{io} when the disk is full. `complete` is called before the copy gets its name.
    void backup(std::filesystem::path const &file,
                std::function<void(int done, int total)> const &progress,
                std::function<void()> const &complete = {}, Existing existing = Existing::refuse);

  protected:
    explicit Reader(std::unique_ptr<Db> db);
    std::unique_ptr<Db> db_;

  private:
    friend class Files;

    event::DeskCreated creation();
    std::int64_t count_rows(char const *table);
};

}  // namespace dcc::store
