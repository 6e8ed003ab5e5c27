#pragma once

#include <dcc/model/action.hpp>
#include <dcc/model/complaint.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/store/row_columns.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace dcc::store {

// The rows of complaints and improvement actions (see rows.hpp).

// What a complaint has beside its case. Customer and times are repeated here, so that a report
// reads one table.
struct ComplaintRow {
    CaseId case_id;
    std::string type;
    std::string department;
    std::string severity;
    std::optional<Complexity> complexity;
    std::string impact;
    bool safety = false;
    bool immediate = false;
    std::string against;
    std::int64_t complainants = 1;
    std::int64_t round = 1;
    std::int64_t extensions = 0;              // of all rounds
    std::optional<Decision> decision;         // the last one
    std::optional<ComplaintOutcome> outcome;  // the last one
    std::string cause;
    std::string contributing;  // causes, joined by ","
    std::optional<CustomerId> customer;
    std::string product;
    Instant received_at;
    std::optional<Instant> replied_at;  // the last time
    std::optional<Instant> ended_at;

    static constexpr auto table = "complaint";
    static constexpr auto what = "complaints";
    static constexpr std::size_t keys = 1;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &ComplaintRow::case_id),
        open_text("type", &ComplaintRow::type),
        open_text("department", &ComplaintRow::department),
        open_text("severity", &ComplaintRow::severity),
        value("complexity", &ComplaintRow::complexity),
        open_text("impact", &ComplaintRow::impact),
        value("safety", &ComplaintRow::safety),
        value("immediate", &ComplaintRow::immediate),
        open_text("against", &ComplaintRow::against),
        value("complainants", &ComplaintRow::complainants),
        value("round", &ComplaintRow::round),
        value("extensions", &ComplaintRow::extensions),
        value("decision", &ComplaintRow::decision),
        value("outcome", &ComplaintRow::outcome),
        open_text("cause", &ComplaintRow::cause),
        open_text("contributing", &ComplaintRow::contributing),
        value("customer", &ComplaintRow::customer),
        open_text("product", &ComplaintRow::product),
        value("received_at", &ComplaintRow::received_at),
        value("replied_at", &ComplaintRow::replied_at),
        value("ended_at", &ComplaintRow::ended_at),
    };
    friend bool operator==(ComplaintRow const &, ComplaintRow const &) = default;
};

struct RoundRow {
    CaseId case_id;
    int number = 1;
    Instant opened_at;
    std::optional<Instant> acknowledged_at;
    std::optional<Instant> replied_at;
    std::optional<Decision> decision;
    std::optional<ComplaintOutcome> outcome;
    std::optional<Instant> outcome_at;
    std::string handler;  // the last one
    std::string author;   // of the proposal
    std::string approver;
    int extensions = 0;
    std::optional<int> csat;  // of the feedback on its reply

    static constexpr auto table = "complaint_round";
    static constexpr auto what = "rounds of complaints";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &RoundRow::case_id),
        value("number", &RoundRow::number),
        value("opened_at", &RoundRow::opened_at),
        value("acknowledged_at", &RoundRow::acknowledged_at),
        value("replied_at", &RoundRow::replied_at),
        value("decision", &RoundRow::decision),
        value("outcome", &RoundRow::outcome),
        value("outcome_at", &RoundRow::outcome_at),
        open_text("handler", &RoundRow::handler),
        open_text("author", &RoundRow::author),
        open_text("approver", &RoundRow::approver),
        value("extensions", &RoundRow::extensions),
        value("csat", &RoundRow::csat),
    };
    friend bool operator==(RoundRow const &, RoundRow const &) = default;
};

struct GrantedRemedyRow {
    CaseId case_id;
    int number = 0;
    int round = 1;
    RemedyKind kind{};
    RemedyState state{};
    std::optional<std::int64_t> amount;  // in minor units of the currency
    std::string currency;
    std::string department;
    Instant granted_at;
    std::optional<Instant> due_at;
    std::optional<Instant> done_at;

    static constexpr auto table = "remedy";
    static constexpr auto what = "remedies";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &GrantedRemedyRow::case_id),
        value("number", &GrantedRemedyRow::number),
        value("round", &GrantedRemedyRow::round),
        value("kind", &GrantedRemedyRow::kind),
        value("state", &GrantedRemedyRow::state),
        value("amount", &GrantedRemedyRow::amount),
        open_text("currency", &GrantedRemedyRow::currency),
        open_text("department", &GrantedRemedyRow::department),
        value("granted_at", &GrantedRemedyRow::granted_at),
        value("due_at", &GrantedRemedyRow::due_at),
        value("done_at", &GrantedRemedyRow::done_at),
    };
    friend bool operator==(GrantedRemedyRow const &, GrantedRemedyRow const &) = default;
};

struct EvidenceRow {
    CaseId case_id;
    int number = 0;
    Digest digest{};
    std::int64_t size = 0;
    std::string media;
    std::string name;
    std::string added_by;
    Instant at;
    bool erased = false;

    static constexpr auto table = "evidence";
    static constexpr auto what = "files of evidence";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &EvidenceRow::case_id),       value("number", &EvidenceRow::number),
        value("digest", &EvidenceRow::digest),         value("size", &EvidenceRow::size),
        open_text("media", &EvidenceRow::media),       personal("name", &EvidenceRow::name),
        open_text("added_by", &EvidenceRow::added_by), value("at", &EvidenceRow::at),
        value("erased", &EvidenceRow::erased),
    };
    friend bool operator==(EvidenceRow const &, EvidenceRow const &) = default;
};

struct ActionRow {
    CaseId case_id;
    ActionNature nature{};
    std::string causes;      // joined by ","
    std::string complaints;  // their ids, joined by ","
    Instant planned_at;
    Instant due_at;
    std::optional<Instant> done_at;
    std::optional<Instant> verified_at;

    static constexpr auto table = "action";
    static constexpr auto what = "improvement actions";
    static constexpr std::size_t keys = 1;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &ActionRow::case_id),
        value("nature", &ActionRow::nature),
        open_text("causes", &ActionRow::causes),
        open_text("complaints", &ActionRow::complaints),
        value("planned_at", &ActionRow::planned_at),
        value("due_at", &ActionRow::due_at),
        value("done_at", &ActionRow::done_at),
        value("verified_at", &ActionRow::verified_at),
    };
    friend bool operator==(ActionRow const &, ActionRow const &) = default;
};

}  // namespace dcc::store
