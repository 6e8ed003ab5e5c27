#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/message.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/visit.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace dcc::store {

// The rows of the tables other than events. Each row is derived from events alone and can be
// rebuilt. An empty text means unknown. projections.hpp lists the types. Each declares
//   table        the name of its table
//   what         the name of its rows in messages
//   columns      the columns and the members they fill
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
    std::int64_t last_event = 0;

    static constexpr auto table = "cases";
    static constexpr auto what = "cases";
    static constexpr std::size_t keys = 1;
    static constexpr auto case_column = "id";
    static constexpr auto columns = std::tuple{
        std::pair{"id", &CaseRow::id},
        std::pair{"kind", &CaseRow::kind},
        std::pair{"state", &CaseRow::state},
        std::pair{"is_open", &CaseRow::is_open},
        std::pair{"customer", &CaseRow::customer},
        std::pair{"channel", &CaseRow::channel},
        std::pair{"subject", &CaseRow::subject},
        std::pair{"product", &CaseRow::product},
        std::pair{"external_id", &CaseRow::external_id},
        std::pair{"category", &CaseRow::category},
        std::pair{"impact", &CaseRow::impact},
        std::pair{"urgency", &CaseRow::urgency},
        std::pair{"priority", &CaseRow::priority},
        std::pair{"team", &CaseRow::team},
        std::pair{"person", &CaseRow::person},
        std::pair{"duplicate_of", &CaseRow::duplicate_of},
        std::pair{"about", &CaseRow::about},
        std::pair{"repeat_of", &CaseRow::repeat_of},
        std::pair{"missing", &CaseRow::missing},
        std::pair{"article", &CaseRow::article},
        std::pair{"at_once", &CaseRow::at_once},
        std::pair{"received_at", &CaseRow::received_at},
        std::pair{"updated_at", &CaseRow::updated_at},
        std::pair{"assigned_at", &CaseRow::assigned_at},
        std::pair{"first_reply_at", &CaseRow::first_reply_at},
        std::pair{"first_resolved_at", &CaseRow::first_resolved_at},
        std::pair{"resolved_at", &CaseRow::resolved_at},
        std::pair{"closed_at", &CaseRow::closed_at},
        std::pair{"waiting_since", &CaseRow::waiting_since},
        std::pair{"next_due_at", &CaseRow::next_due_at},
        std::pair{"reopened", &CaseRow::reopened},
        std::pair{"replies", &CaseRow::replies},
        std::pair{"messages", &CaseRow::messages},
        std::pair{"last_event", &CaseRow::last_event},
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
    bool dated_by_hand = false;  // an event of the case has a time that a person gave

    static constexpr auto table = "clock";
    static constexpr auto what = "clocks";
    static constexpr std::size_t keys = 3;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        std::pair{"kind", &ClockRow::kind},
        std::pair{"case_id", &ClockRow::case_id},
        std::pair{"instance", &ClockRow::instance},
        std::pair{"stage", &ClockRow::stage},
        std::pair{"received_at", &ClockRow::received_at},
        std::pair{"started_at", &ClockRow::started_at},
        std::pair{"stopped_at", &ClockRow::stopped_at},
        std::pair{"due_at", &ClockRow::due_at},
        std::pair{"original_due_at", &ClockRow::original_due_at},
        std::pair{"elapsed", &ClockRow::elapsed},
        std::pair{"channel", &ClockRow::channel},
        std::pair{"category", &ClockRow::category},
        std::pair{"priority", &ClockRow::priority},
        std::pair{"team", &ClockRow::team},
        std::pair{"person", &ClockRow::person},
        std::pair{"target", &ClockRow::target},
        std::pair{"calendar", &ClockRow::calendar},
        std::pair{"rule", &ClockRow::rule},
        std::pair{"dated_by_hand", &ClockRow::dated_by_hand},
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
        std::pair{"case_id", &MessageRow::case_id},
        std::pair{"number", &MessageRow::number},
        std::pair{"kind", &MessageRow::kind},
        std::pair{"state", &MessageRow::state},
        std::pair{"event", &MessageRow::event},
        std::pair{"made_at", &MessageRow::made_at},
        std::pair{"next_try_at", &MessageRow::next_try_at},
        std::pair{"sent_at", &MessageRow::sent_at},
        std::pair{"tries", &MessageRow::tries},
        std::pair{"error", &MessageRow::error},
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
        std::pair{"case_id", &VisitRow::case_id},
        std::pair{"number", &VisitRow::number},
        std::pair{"mode", &VisitRow::mode},
        std::pair{"state", &VisitRow::state},
        std::pair{"technician", &VisitRow::technician},
        std::pair{"starts_at", &VisitRow::starts_at},
        std::pair{"ends_at", &VisitRow::ends_at},
    };
    friend bool operator==(VisitRow const &, VisitRow const &) = default;
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
        std::pair{"token", &InvitationRow::token},
        std::pair{"case_id", &InvitationRow::case_id},
        std::pair{"number", &InvitationRow::number},
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
    Instant added_at;
    std::int64_t last_event = 0;

    static constexpr auto table = "customer";
    static constexpr auto what = "customers";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{
        std::pair{"id", &CustomerRow::id},
        std::pair{"name", &CustomerRow::name},
        std::pair{"phone", &CustomerRow::phone},
        std::pair{"email", &CustomerRow::email},
        std::pair{"phone_key", &CustomerRow::phone_key},
        std::pair{"email_key", &CustomerRow::email_key},
        std::pair{"language", &CustomerRow::language},
        std::pair{"tier", &CustomerRow::tier},
        std::pair{"preferred_channel", &CustomerRow::preferred_channel},
        std::pair{"external_id", &CustomerRow::external_id},
        std::pair{"added_at", &CustomerRow::added_at},
        std::pair{"last_event", &CustomerRow::last_event},
    };
    friend bool operator==(CustomerRow const &, CustomerRow const &) = default;
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
        std::pair{"id", &ArticleRow::id},
        std::pair{"version", &ArticleRow::version},
        std::pair{"title", &ArticleRow::title},
        std::pair{"category", &ArticleRow::category},
        std::pair{"language", &ArticleRow::language},
        std::pair{"from_case", &ArticleRow::from_case},
        std::pair{"author", &ArticleRow::author},
        std::pair{"written_at", &ArticleRow::written_at},
        std::pair{"retired_at", &ArticleRow::retired_at},
        std::pair{"text_event", &ArticleRow::text_event},
        std::pair{"last_event", &ArticleRow::last_event},
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
    static constexpr auto columns = std::tuple{std::pair{"article", &ArticleEventRow::article},
                                               std::pair{"event", &ArticleEventRow::event}};
    friend bool operator==(ArticleEventRow const &, ArticleEventRow const &) = default;
};

// A policy that the desk adopted.
struct PolicyRow {
    Digest fingerprint{};
    std::int64_t adopted_seq = 0;

    static constexpr auto table = "policy";
    static constexpr auto what = "policies";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{std::pair{"fingerprint", &PolicyRow::fingerprint},
                                               std::pair{"adopted_seq", &PolicyRow::adopted_seq}};
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
        std::tuple{std::pair{"policy", &TermsRow::policy}, std::pair{"rule", &TermsRow::rule},
                   std::pair{"text", &TermsRow::text}};
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
        std::tuple{std::pair{"print", &CalendarRow::print}, std::pair{"name", &CalendarRow::name},
                   std::pair{"text", &CalendarRow::text}};
    friend bool operator==(CalendarRow const &, CalendarRow const &) = default;
};

// An event whose text was erased, and the event that erased it.
struct ErasureRow {
    std::int64_t event = 0;
    std::int64_t erased_by = 0;

    static constexpr auto table = "erasure";
    static constexpr auto what = "erasures";
    static constexpr std::size_t keys = 1;
    static constexpr auto columns = std::tuple{std::pair{"event", &ErasureRow::event},
                                               std::pair{"erased_by", &ErasureRow::erased_by}};
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
