#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/message.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/visit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc::store {

// What the tables beside the events hold: each row follows from events alone and can be made anew.
// Empty texts are unknown.

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

    friend bool operator==(CaseRow const &, CaseRow const &) = default;
};

// One clock with what reports ask of its case, so that a report reads one table.
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
    std::string team;  // of a hand-off: who held it
    std::string person;
    std::string target;
    std::string calendar;
    std::string rule;

    friend bool operator==(ClockRow const &, ClockRow const &) = default;
};

// A message of the outbox: what became of it. Its text is in its event.
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

    friend bool operator==(VisitRow const &, VisitRow const &) = default;
};

// A survey's token, by its digest, and the resolution of which case it lets a customer judge.
struct InvitationRow {
    Digest token{};
    CaseId case_id;
    int number = 0;

    friend bool operator==(InvitationRow const &, InvitationRow const &) = default;
};

// All rows of one case.
struct CaseRows {
    CaseRow item;
    std::vector<ClockRow> clocks;
    std::vector<MessageRow> messages;
    std::vector<VisitRow> visits;
    std::vector<InvitationRow> invitations;

    friend bool operator==(CaseRows const &, CaseRows const &) = default;
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

    friend bool operator==(ArticleRow const &, ArticleRow const &) = default;
};

// Where the chain of events ends: what to write down outside the desk, to prove later that nothing
// before it was changed or cut off.
struct Head {
    std::int64_t seq = 0;
    Digest digest{};

    friend bool operator==(Head const &, Head const &) = default;
};

}  // namespace dcc::store
