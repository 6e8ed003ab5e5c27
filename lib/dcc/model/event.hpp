#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/clock.hpp>
#include <dcc/model/event_article.hpp>
#include <dcc/model/event_work.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/state.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace dcc {

// Everything that can happen, one struct a kind. Each names its word and its fields once (see
// field.hpp); storing, reading, exporting and printing all work from that table.
namespace event {

// ---- the desk

struct DeskCreated {
    std::string desk;  // random, names this desk for ever
    std::string pack;

    static constexpr std::string_view word = "desk_created";
    static constexpr auto fields =
        std::tuple{open("desk", &DeskCreated::desk), open("pack", &DeskCreated::pack)};
    friend bool operator==(DeskCreated const &, DeskCreated const &) = default;
};

struct SourceText {
    std::string name;
    std::string text;

    static constexpr auto fields =
        std::tuple{open("name", &SourceText::name), open("text", &SourceText::text)};
    friend bool operator==(SourceText const &, SourceText const &) = default;
};

struct CalendarText {
    std::string name;
    Digest print{};
    std::string text;

    static constexpr auto fields =
        std::tuple{open("name", &CalendarText::name), open("print", &CalendarText::print),
                   open("text", &CalendarText::text)};
    friend bool operator==(CalendarText const &, CalendarText const &) = default;
};

// A policy that the desk had not seen before: its sources, and what its SLA rules promise, so that
// clocks keep that promise whatever becomes of the files.
struct PolicyAdopted {
    Digest policy{};
    std::vector<SourceText> sources;
    std::vector<ServiceTerms> terms;
    std::vector<CalendarText> calendars;

    static constexpr std::string_view word = "policy_adopted";
    static constexpr auto fields = std::tuple{
        open("policy", &PolicyAdopted::policy), open("sources", &PolicyAdopted::sources),
        open("promises", &PolicyAdopted::terms), open("calendars", &PolicyAdopted::calendars)};
    friend bool operator==(PolicyAdopted const &, PolicyAdopted const &) = default;
};

// ---- customers

struct CustomerAdded {
    std::string name;
    std::string phone;
    std::string email;
    std::string language;
    std::string tier;
    std::string preferred_channel;
    std::string external_id;

    static constexpr std::string_view word = "customer_added";
    static constexpr auto fields =
        std::tuple{sealed("name", &CustomerAdded::name),
                   sealed("phone", &CustomerAdded::phone),
                   sealed("email", &CustomerAdded::email),
                   open("language", &CustomerAdded::language),
                   open("tier", &CustomerAdded::tier),
                   open("preferred_channel", &CustomerAdded::preferred_channel),
                   open("external_id", &CustomerAdded::external_id)};
    friend bool operator==(CustomerAdded const &, CustomerAdded const &) = default;
};

// ---- cases

// A rule of a policy that the desk has adopted.
struct TermsRef {
    Digest policy{};
    std::string rule;

    static constexpr auto fields =
        std::tuple{open("policy", &TermsRef::policy), open("rule", &TermsRef::rule)};
    friend bool operator==(TermsRef const &, TermsRef const &) = default;
};

struct Opened {
    std::string channel;
    std::optional<CustomerId> customer;
    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;
    std::vector<std::string> given;  // of category, impact, urgency, priority: what was said
    std::string product;
    std::optional<Date> purchase_date;
    std::string external_id;
    std::string source;  // the file it was imported from
    bool complaint = false;
    std::optional<CaseId> about;       // the case that a complaint is about
    std::optional<CaseId> repeat_of;   // an earlier case of the same customer and matter
    std::vector<std::string> missing;  // facts that its category requires and it lacks
    TermsRef terms;
    std::string subject;
    std::string body;
    std::string order_no;
    std::string serial_no;
    std::string remedy_sought;

    static constexpr std::string_view word = "opened";
    static constexpr auto fields = std::tuple{open("channel", &Opened::channel),
                                              open("customer", &Opened::customer),
                                              open("category", &Opened::category),
                                              open("impact", &Opened::impact),
                                              open("urgency", &Opened::urgency),
                                              open("priority", &Opened::priority),
                                              open("given", &Opened::given),
                                              open("product", &Opened::product),
                                              open("purchase_date", &Opened::purchase_date),
                                              open("external_id", &Opened::external_id),
                                              open("source", &Opened::source),
                                              open("complaint", &Opened::complaint),
                                              open("about", &Opened::about),
                                              open("repeat_of", &Opened::repeat_of),
                                              open("missing", &Opened::missing),
                                              open("promise", &Opened::terms),
                                              sealed("subject", &Opened::subject),
                                              sealed("body", &Opened::body),
                                              sealed("order_no", &Opened::order_no),
                                              sealed("serial_no", &Opened::serial_no),
                                              sealed("remedy_sought", &Opened::remedy_sought)};
    friend bool operator==(Opened const &, Opened const &) = default;
};

// A deadline that moved: from where, to where.
struct Moved {
    ClockKind clock{};
    int instance = 1;
    std::optional<Instant> from;
    std::optional<Instant> to;

    static constexpr auto fields =
        std::tuple{open("clock", &Moved::clock), open("instance", &Moved::instance),
                   open("from", &Moved::from), open("to", &Moved::to)};
    friend bool operator==(Moved const &, Moved const &) = default;
};

// The case was classified and rated. Given again, it changes what it names.
struct Triaged {
    std::string category;
    std::string category_by;  // which rule decided and where it stands, or "given"
    std::string impact;
    std::string urgency;
    std::string priority;
    std::string priority_by;
    std::vector<std::string> given;  // of the four: what a person said, not the policy
    std::optional<CaseId> repeat_of;
    std::vector<std::string> missing;  // facts that the category requires and the case lacks
    TermsRef terms;
    std::vector<Moved> deadlines;

    static constexpr std::string_view word = "triaged";
    static constexpr auto fields = std::tuple{
        open("category", &Triaged::category),  open("category_by", &Triaged::category_by),
        open("impact", &Triaged::impact),      open("urgency", &Triaged::urgency),
        open("priority", &Triaged::priority),  open("priority_by", &Triaged::priority_by),
        open("given", &Triaged::given),        open("repeat_of", &Triaged::repeat_of),
        open("missing", &Triaged::missing),    open("promise", &Triaged::terms),
        open("deadlines", &Triaged::deadlines)};
    friend bool operator==(Triaged const &, Triaged const &) = default;
};

// One person that dispatch looked at.
struct Candidate {
    std::string person;
    int load = 0;
    int capacity = 0;
    std::string verdict;  // "chosen", "busier", "off duty", "lacks skill x", "at capacity", …

    static constexpr auto fields =
        std::tuple{open("person", &Candidate::person), open("load", &Candidate::load),
                   open("capacity", &Candidate::capacity), open("verdict", &Candidate::verdict)};
    friend bool operator==(Candidate const &, Candidate const &) = default;
};

struct Assigned {
    std::string team;
    std::string person;  // empty: the team holds it, nobody in person yet
    std::string by;      // "dispatch" or "hand"
    std::vector<Candidate> candidates;

    static constexpr std::string_view word = "assigned";
    static constexpr auto fields =
        std::tuple{open("team", &Assigned::team), open("person", &Assigned::person),
                   open("by", &Assigned::by), open("candidates", &Assigned::candidates)};
    friend bool operator==(Assigned const &, Assigned const &) = default;
};

struct Started {
    static constexpr std::string_view word = "started";
    static constexpr std::tuple<> fields{};
    friend bool operator==(Started const &, Started const &) = default;
};

// A message from the customer.
struct Received {
    std::string channel;
    std::string body;

    static constexpr std::string_view word = "received";
    static constexpr auto fields =
        std::tuple{open("channel", &Received::channel), sealed("body", &Received::body)};
    friend bool operator==(Received const &, Received const &) = default;
};

// A message to the customer, by a person.
struct Replied {
    std::string body;

    static constexpr std::string_view word = "replied";
    static constexpr auto fields = std::tuple{sealed("body", &Replied::body)};
    friend bool operator==(Replied const &, Replied const &) = default;
};

// A note for colleagues; customers never see it.
struct Noted {
    std::string body;

    static constexpr std::string_view word = "noted";
    static constexpr auto fields = std::tuple{sealed("body", &Noted::body)};
    friend bool operator==(Noted const &, Noted const &) = default;
};

struct Waited {
    State on = State::waiting_customer;

    static constexpr std::string_view word = "waited";
    static constexpr auto fields = std::tuple{open("on", &Waited::on)};
    friend bool operator==(Waited const &, Waited const &) = default;
};

struct Resumed {
    static constexpr std::string_view word = "resumed";
    static constexpr std::tuple<> fields{};
    friend bool operator==(Resumed const &, Resumed const &) = default;
};

// Solved.
struct Resolved {
    std::string body;                    // the answer
    bool answered = false;               // the customer was told; else the source does not say
    bool time_unknown = false;           // imported from a source that does not say when
    bool at_once = false;                // by whoever took it in, while the customer waited
    std::optional<ArticleId> article{};  // that the answer was taken from

    static constexpr std::string_view word = "resolved";
    static constexpr auto fields =
        std::tuple{sealed("body", &Resolved::body), open("answered", &Resolved::answered),
                   open("time_unknown", &Resolved::time_unknown),
                   open("at_once", &Resolved::at_once), open("article", &Resolved::article)};
    friend bool operator==(Resolved const &, Resolved const &) = default;
};

struct Reopened {
    std::string reason;

    static constexpr std::string_view word = "reopened";
    static constexpr auto fields = std::tuple{sealed("reason", &Reopened::reason)};
    friend bool operator==(Reopened const &, Reopened const &) = default;
};

struct Closed {
    std::string reason;

    static constexpr std::string_view word = "closed";
    static constexpr auto fields = std::tuple{sealed("reason", &Closed::reason)};
    friend bool operator==(Closed const &, Closed const &) = default;
};

struct Cancelled {
    std::string reason;
    std::optional<CaseId> duplicate_of;

    static constexpr std::string_view word = "cancelled";
    static constexpr auto fields = std::tuple{sealed("reason", &Cancelled::reason),
                                              open("duplicate_of", &Cancelled::duplicate_of)};
    friend bool operator==(Cancelled const &, Cancelled const &) = default;
};

using Payload =
    std::variant<DeskCreated, PolicyAdopted, CustomerAdded, ArticleWritten, ArticleRetired, Opened,
                 Triaged, Assigned, Started, Received, Replied, Noted, Waited, Resumed, Resolved,
                 Reopened, Closed, Cancelled, FactsGiven, Proposed, Submitted, Reviewed, Confirmed,
                 Promised, Messaged, Delivered, DeliveryFailed, DeliveryRetried, VisitBooked,
                 VisitMoved, VisitCancelled, VisitDone, FeedbackGiven>;

// The payload's word: "opened", "replied", ….
std::string_view word(Payload const &payload);

}  // namespace event

// One thing that happened. `at` is when it happened; `recorded_at` when the desk was told, later
// than `at` for imported history.
struct Event {
    std::int64_t seq = 0;
    std::optional<CaseId> case_id;
    std::optional<CustomerId> customer_id;
    Instant at;
    Instant recorded_at;
    std::string actor;
    event::Payload payload;
    bool erased = false;  // its sealed fields were erased

    friend bool operator==(Event const &, Event const &) = default;
};

// How a payload is stored: two JSON objects. `sealed` is empty when no sealed field has a value.
struct Encoded {
    std::string_view kind;
    std::string data;
    std::string sealed;
};

Encoded encode(event::Payload const &payload);

// Reads back what encode() gave; without the sealed part its fields stay empty. Throws Error{data}
// naming kind and field when the text is not of that form.
event::Payload decode(std::string_view kind, std::string_view data, std::string_view sealed);

// The promises of a policy as one JSON text, and back, for the store. Throws Error{data}.
std::string encode_terms(ServiceTerms const &promise);
ServiceTerms decode_terms(std::string_view json);

}  // namespace dcc
