#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/incident.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/message.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/task.hpp>
#include <dcc/model/visit.hpp>
#include <dcc/store/row_columns.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace dcc::store {

// The rows of the tables other than events. Each row is derived from events alone and can be
// rebuilt. An empty text means unknown. projections.hpp lists the types. Each declares
//   table        the name of its table
//   what         the name of its rows in messages
//   columns      the columns, the members they fill, and what is protected of them
//   keys         the number of leading columns that are the table's key
//   case_column  for rows that are part of a case: the column with the case id

struct CaseRow {
    CaseId id;
    CaseKind kind{};
    State state{};
    bool is_open = true;
    std::optional<CustomerId> customer;
    std::string channel;
    std::string subject;
    std::string product;
    std::string external_id;
    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;
    std::string team;
    std::string person;
    std::optional<CaseId> duplicate_of;
    std::optional<CaseId> about;
    std::optional<CaseId> repeat_of;
    std::string missing;  // words, joined by ","
    std::optional<ArticleId> article;
    std::optional<IncidentId> incident;
    bool at_once = false;
    Instant received_at;
    Instant updated_at;
    std::optional<Instant> assigned_at;
    std::optional<Instant> first_reply_at;
    std::optional<Instant> first_resolved_at;
    std::optional<Instant> resolved_at;
    std::optional<Instant> closed_at;
    std::optional<Instant> waiting_since;
    std::optional<Instant> next_due_at;
    std::int64_t reopened = 0;
    std::int64_t replies = 0;
    std::int64_t messages = 0;
    std::optional<Instant> handed_over_at;  // until it is accepted or returned
    std::int64_t bounces = 0;
    std::int64_t last_event = 0;

    static constexpr auto table = "cases";
    static constexpr auto what = "cases";
    static constexpr std::size_t keys = 1;
    static constexpr auto case_column = "id";
    static constexpr auto columns = std::tuple{
        value("id", &CaseRow::id),
        value("kind", &CaseRow::kind),
        value("state", &CaseRow::state),
        value("is_open", &CaseRow::is_open),
        value("customer", &CaseRow::customer),
        open_text("channel", &CaseRow::channel),
        personal("subject", &CaseRow::subject),
        open_text("product", &CaseRow::product),
        open_text("external_id", &CaseRow::external_id),
        open_text("category", &CaseRow::category),
        open_text("impact", &CaseRow::impact),
        open_text("urgency", &CaseRow::urgency),
        open_text("priority", &CaseRow::priority),
        open_text("team", &CaseRow::team),
        open_text("person", &CaseRow::person),
        value("duplicate_of", &CaseRow::duplicate_of),
        value("about", &CaseRow::about),
        value("repeat_of", &CaseRow::repeat_of),
        open_text("missing", &CaseRow::missing),
        value("article", &CaseRow::article),
        value("incident", &CaseRow::incident),
        value("at_once", &CaseRow::at_once),
        value("received_at", &CaseRow::received_at),
        value("updated_at", &CaseRow::updated_at),
        value("assigned_at", &CaseRow::assigned_at),
        value("first_reply_at", &CaseRow::first_reply_at),
        value("first_resolved_at", &CaseRow::first_resolved_at),
        value("resolved_at", &CaseRow::resolved_at),
        value("closed_at", &CaseRow::closed_at),
        value("waiting_since", &CaseRow::waiting_since),
        value("next_due_at", &CaseRow::next_due_at),
        value("reopened", &CaseRow::reopened),
        value("replies", &CaseRow::replies),
        value("messages", &CaseRow::messages),
        value("handed_over_at", &CaseRow::handed_over_at),
        value("bounces", &CaseRow::bounces),
        value("last_event", &CaseRow::last_event),
    };
    friend bool operator==(CaseRow const &, CaseRow const &) = default;
};

// One clock with the attributes of its case that reports need, so that a report reads one table.
struct ClockRow {
    ClockKind kind{};
    CaseId case_id;
    std::int64_t instance = 1;
    Stage stage{};
    Instant received_at;  // of the case
    Instant started_at;
    std::optional<Instant> stopped_at;
    std::optional<Instant> due_at;
    std::optional<Instant> original_due_at;
    std::optional<Seconds> elapsed;  // once stopped
    std::string channel;
    std::string category;
    std::string priority;
    std::string team;  // for a hand-off clock: the team at that time
    std::string person;
    std::string target;
    std::string calendar;
    std::string rule;
    bool dated_by_hand = false;      // an event of the case has a time that a person gave
    std::optional<bool> judged_met;  // as another system says

    static constexpr auto table = "clock";
    static constexpr auto what = "clocks";
    static constexpr std::size_t keys = 3;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("kind", &ClockRow::kind),
        value("case_id", &ClockRow::case_id),
        value("instance", &ClockRow::instance),
        value("stage", &ClockRow::stage),
        value("received_at", &ClockRow::received_at),
        value("started_at", &ClockRow::started_at),
        value("stopped_at", &ClockRow::stopped_at),
        value("due_at", &ClockRow::due_at),
        value("original_due_at", &ClockRow::original_due_at),
        value("elapsed", &ClockRow::elapsed),
        open_text("channel", &ClockRow::channel),
        open_text("category", &ClockRow::category),
        open_text("priority", &ClockRow::priority),
        open_text("team", &ClockRow::team),
        open_text("person", &ClockRow::person),
        open_text("target", &ClockRow::target),
        open_text("calendar", &ClockRow::calendar),
        open_text("rule", &ClockRow::rule),
        value("dated_by_hand", &ClockRow::dated_by_hand),
        value("judged_met", &ClockRow::judged_met),
    };
    friend bool operator==(ClockRow const &, ClockRow const &) = default;
};

// The delivery state of a message in the outbox. Its text is in its event.
struct MessageRow {
    CaseId case_id;
    int number = 0;
    MessageKind kind{};
    MessageState state{};
    std::int64_t event = 0;
    Instant made_at;
    std::optional<Instant> next_try_at;
    std::optional<Instant> sent_at;
    int tries = 0;
    std::string error;

    static constexpr auto table = "message";
    static constexpr auto what = "messages";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &MessageRow::case_id),
        value("number", &MessageRow::number),
        value("kind", &MessageRow::kind),
        value("state", &MessageRow::state),
        value("event", &MessageRow::event),
        value("made_at", &MessageRow::made_at),
        value("next_try_at", &MessageRow::next_try_at),
        value("sent_at", &MessageRow::sent_at),
        value("tries", &MessageRow::tries),
        personal("error", &MessageRow::error),
    };
    friend bool operator==(MessageRow const &, MessageRow const &) = default;
};

struct VisitRow {
    CaseId case_id;
    int number = 0;
    VisitMode mode{};
    VisitState state{};
    std::string technician;
    Instant starts_at;
    Instant ends_at;

    static constexpr auto table = "visit";
    static constexpr auto what = "visits";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &VisitRow::case_id),
        value("number", &VisitRow::number),
        value("mode", &VisitRow::mode),
        value("state", &VisitRow::state),
        open_text("technician", &VisitRow::technician),
        value("starts_at", &VisitRow::starts_at),
        value("ends_at", &VisitRow::ends_at),
    };
    friend bool operator==(VisitRow const &, VisitRow const &) = default;
};

// A task of a case. Its title is in the event that opened it.
struct TaskRow {
    CaseId case_id;
    int number = 0;
    TaskState state{};
    std::string team;
    std::string person;
    Instant opened_at;
    std::optional<Instant> due_at;

    static constexpr auto table = "task";
    static constexpr auto what = "tasks";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &TaskRow::case_id),   value("number", &TaskRow::number),
        value("state", &TaskRow::state),       open_text("team", &TaskRow::team),
        open_text("person", &TaskRow::person), value("opened_at", &TaskRow::opened_at),
        value("due_at", &TaskRow::due_at),
    };
    friend bool operator==(TaskRow const &, TaskRow const &) = default;
};

// A tag of a case. The key is the form in which tags are compared.
struct CaseTagRow {
    CaseId case_id;
    std::string key;
    std::string tag;

    static constexpr auto table = "case_tag";
    static constexpr auto what = "tags";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns =
        std::tuple{value("case_id", &CaseTagRow::case_id), open_text("key", &CaseTagRow::key),
                   open_text("tag", &CaseTagRow::tag)};
    friend bool operator==(CaseTagRow const &, CaseTagRow const &) = default;
};

// The value that a case has of a field of the policy. Those that can be erased are not stored here.
struct CaseFieldRow {
    CaseId case_id;
    std::string field;
    std::string value;

    static constexpr auto table = "case_field";
    static constexpr auto what = "fields";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{store::value("case_id", &CaseFieldRow::case_id),
                                               open_text("field", &CaseFieldRow::field),
                                               open_text("value", &CaseFieldRow::value)};
    friend bool operator==(CaseFieldRow const &, CaseFieldRow const &) = default;
};

// When a person is absent.
struct AbsenceRow {
    std::string person;
    Instant starts_at;
    std::optional<Instant> ends_at;  // none: until further notice

    static constexpr auto table = "absence";
    static constexpr auto what = "absences";
    static constexpr std::size_t keys = 2;
    static constexpr auto columns = std::tuple{
        open_text("person", &AbsenceRow::person),
        value("starts_at", &AbsenceRow::starts_at),
        value("ends_at", &AbsenceRow::ends_at),
    };
    friend bool operator==(AbsenceRow const &, AbsenceRow const &) = default;
};

// The digest of a survey token, and the case and resolution (`number`) that the survey is about.
struct InvitationRow {
    Digest token{};
    CaseId case_id;
    int number = 0;

    static constexpr auto table = "invitation";
    static constexpr auto what = "invitations";
    static constexpr std::size_t keys = 1;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("token", &InvitationRow::token),
        value("case_id", &InvitationRow::case_id),
        value("number", &InvitationRow::number),
    };
    friend bool operator==(InvitationRow const &, InvitationRow const &) = default;
};

struct CustomerRow {
    CustomerId id;
    std::string name;
    std::string phone;
    std::string email;
    std::string phone_key;
    std::string email_key;
    std::string language;
    std::string tier;
    std::string preferred_channel;
    std::string external_id;
    std::string consent;
    std::string tags;  // joined by ","
    std::optional<CustomerId> merged_into;
    Instant added_at;
    std::int64_t last_event = 0;

    static constexpr auto table = "customer";
    static constexpr auto what = "customers";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{
        value("id", &CustomerRow::id),
        personal("name", &CustomerRow::name),
        personal("phone", &CustomerRow::phone),
        personal("email", &CustomerRow::email),
        lookup("phone_key", &CustomerRow::phone_key),
        lookup("email_key", &CustomerRow::email_key),
        open_text("language", &CustomerRow::language),
        open_text("tier", &CustomerRow::tier),
        open_text("preferred_channel", &CustomerRow::preferred_channel),
        open_text("external_id", &CustomerRow::external_id),
        open_text("consent", &CustomerRow::consent),
        personal("tags", &CustomerRow::tags),
        value("merged_into", &CustomerRow::merged_into),
        value("added_at", &CustomerRow::added_at),
        value("last_event", &CustomerRow::last_event),
    };
    friend bool operator==(CustomerRow const &, CustomerRow const &) = default;
};

// A number or address of a customer besides the preferred ones. One that was removed has no text.
struct ContactRow {
    CustomerId customer;
    int number = 0;
    ContactKind kind{};
    std::string text;
    std::string key;
    std::optional<CustomerId> from;

    static constexpr auto table = "contact";
    static constexpr auto what = "contacts";
    static constexpr std::size_t keys = 2;
    static constexpr auto columns = std::tuple{
        value("customer", &ContactRow::customer), value("number", &ContactRow::number),
        value("kind", &ContactRow::kind),         personal("text", &ContactRow::text),
        lookup("key", &ContactRow::key),          value("merged_from", &ContactRow::from),
    };
    friend bool operator==(ContactRow const &, ContactRow const &) = default;
};

// A doubt about who a customer is.
struct DoubtRow {
    CustomerId customer;
    int number = 0;
    DoubtKind kind{};
    std::string said;
    std::optional<CustomerId> other;
    std::optional<CaseId> about;
    Instant at;
    bool settled = false;

    static constexpr auto table = "doubt";
    static constexpr auto what = "doubts";
    static constexpr std::size_t keys = 2;
    static constexpr auto columns = std::tuple{
        value("customer", &DoubtRow::customer),
        value("number", &DoubtRow::number),
        value("kind", &DoubtRow::kind),
        personal("said", &DoubtRow::said),
        value("other", &DoubtRow::other),
        value("about", &DoubtRow::about),
        value("at", &DoubtRow::at),
        value("settled", &DoubtRow::settled),
    };
    friend bool operator==(DoubtRow const &, DoubtRow const &) = default;
};

// A call to a customer.
struct CallbackRow {
    CustomerId customer;
    int number = 0;
    Instant at;
    std::string rule;
    CallbackResult result{};
    std::string made_by;

    static constexpr auto table = "callback";
    static constexpr auto what = "call-backs";
    static constexpr std::size_t keys = 2;
    static constexpr auto columns = std::tuple{
        value("customer", &CallbackRow::customer),
        value("number", &CallbackRow::number),
        value("at", &CallbackRow::at),
        open_text("rule", &CallbackRow::rule),
        value("result", &CallbackRow::result),
        open_text("made_by", &CallbackRow::made_by),
    };
    friend bool operator==(CallbackRow const &, CallbackRow const &) = default;
};

// The newest version of an article. Its body is in the event `text_event`.
struct ArticleRow {
    ArticleId id;
    int version = 0;
    std::string title;
    std::string category;
    std::string language;
    std::optional<CaseId> from_case;
    std::string author;
    Instant written_at;
    std::optional<Instant> retired_at;
    std::int64_t text_event = 0;
    std::int64_t last_event = 0;

    static constexpr auto table = "article";
    static constexpr auto what = "articles";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{
        value("id", &ArticleRow::id),
        value("version", &ArticleRow::version),
        personal("title", &ArticleRow::title),
        open_text("category", &ArticleRow::category),
        open_text("language", &ArticleRow::language),
        value("from_case", &ArticleRow::from_case),
        open_text("author", &ArticleRow::author),
        value("written_at", &ArticleRow::written_at),
        value("retired_at", &ArticleRow::retired_at),
        value("text_event", &ArticleRow::text_event),
        value("last_event", &ArticleRow::last_event),
    };
    friend bool operator==(ArticleRow const &, ArticleRow const &) = default;
};

// An event of an article.
struct ArticleEventRow {
    ArticleId article;
    std::int64_t event = 0;

    static constexpr auto table = "article_event";
    static constexpr auto what = "events of articles";
    static constexpr std::size_t keys = 2;
    static constexpr auto columns = std::tuple{value("article", &ArticleEventRow::article),
                                               value("event", &ArticleEventRow::event)};
    friend bool operator==(ArticleEventRow const &, ArticleEventRow const &) = default;
};

// An incident. Its texts are in its events.
struct IncidentRow {
    IncidentId id;
    IncidentState state{};
    std::string severity;
    std::string playbook;
    std::string title;
    Instant declared_at;
    std::optional<Instant> resolved_at;
    std::int64_t last_event = 0;

    static constexpr auto table = "incident";
    static constexpr auto what = "incidents";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{
        value("id", &IncidentRow::id),
        value("state", &IncidentRow::state),
        open_text("severity", &IncidentRow::severity),
        open_text("playbook", &IncidentRow::playbook),
        personal("title", &IncidentRow::title),
        value("declared_at", &IncidentRow::declared_at),
        value("resolved_at", &IncidentRow::resolved_at),
        value("last_event", &IncidentRow::last_event),
    };
    friend bool operator==(IncidentRow const &, IncidentRow const &) = default;
};

// A policy that the desk adopted.
struct PolicyRow {
    Digest fingerprint{};
    std::int64_t adopted_seq = 0;

    static constexpr auto table = "policy";
    static constexpr auto what = "policies";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{value("fingerprint", &PolicyRow::fingerprint),
                                               value("adopted_seq", &PolicyRow::adopted_seq)};
    friend bool operator==(PolicyRow const &, PolicyRow const &) = default;
};

// What an SLA rule of an adopted policy grants: its terms as JSON.
struct TermsRow {
    Digest policy{};
    std::string rule;
    std::string text;

    static constexpr auto table = "service_terms";
    static constexpr auto what = "service terms";
    static constexpr std::size_t keys = 2;
    static constexpr auto columns =
        std::tuple{value("policy", &TermsRow::policy), open_text("rule", &TermsRow::rule),
                   open_text("text", &TermsRow::text)};
    friend bool operator==(TermsRow const &, TermsRow const &) = default;
};

struct CalendarRow {
    Digest print{};
    std::string name;
    std::string text;

    static constexpr auto table = "calendar";
    static constexpr auto what = "calendars";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns =
        std::tuple{value("print", &CalendarRow::print), open_text("name", &CalendarRow::name),
                   open_text("text", &CalendarRow::text)};
    friend bool operator==(CalendarRow const &, CalendarRow const &) = default;
};

// An event whose text was erased, and the event that erased it.
struct ErasureRow {
    std::int64_t event = 0;
    std::int64_t erased_by = 0;

    static constexpr auto table = "erasure";
    static constexpr auto what = "erasures";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns =
        std::tuple{value("event", &ErasureRow::event), value("erased_by", &ErasureRow::erased_by)};
    friend bool operator==(ErasureRow const &, ErasureRow const &) = default;
};

// The last link of the chain of events. Keep a copy outside the desk: it proves later that no event
// up to it was changed or removed.
struct Head {
    std::int64_t seq = 0;
    Digest digest{};

    friend bool operator==(Head const &, Head const &) = default;
};

}  // namespace dcc::store
