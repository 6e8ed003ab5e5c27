#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/words.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// A complaint is a case of its own lifecycle, after ISO 10002:2018: it is received, acknowledged,
// assessed and investigated; a remedy is proposed, approved and communicated; the complainant
// accepts it or contests it, which opens the next round.

// What is registered when a complaint is received, beside the facts of its case. Complaints of
// older desks have no registration and follow the lifecycle of service cases.
struct Registration {
    std::string type;        // of the policy's types
    std::string department;  // the team that is responsible for it; may be empty
    int complainants = 1;    // more than one: a joint complaint
    std::string against;     // the person of the staff list who is complained about; may be empty

    static constexpr auto fields =
        std::tuple{event::open("type", &Registration::type),
                   event::open("department", &Registration::department),
                   event::open("complainants", &Registration::complainants),
                   event::open("against", &Registration::against)};
    friend bool operator==(Registration const &, Registration const &) = default;
};

enum class Complexity { simple, complex };

constexpr WordTable<Complexity, 2> complexity_words{{
    {Complexity::simple, "simple"},
    {Complexity::complex, "complex"},
}};
constexpr auto const &words_of(Complexity) {
    return complexity_words;
}

// The initial assessment (ISO 10002, 7.5).
struct Assessment {
    std::string severity;  // of the policy's severities
    Complexity complexity = Complexity::simple;
    std::string impact;      // of the policy's impacts; may be empty
    bool safety = false;     // somebody's safety is at stake
    bool immediate = false;  // something must be done before the investigation ends

    friend bool operator==(Assessment const &, Assessment const &) = default;
};

// What the desk decides about a complaint.
enum class Decision { upheld, partly, rejected };

constexpr WordTable<Decision, 3> decision_words{{
    {Decision::upheld, "upheld"},
    {Decision::partly, "partly"},
    {Decision::rejected, "rejected"},
}};
constexpr auto const &words_of(Decision) {
    return decision_words;
}

// What the complainant makes of the decision. `silent`: no answer within the time of the policy.
enum class ComplaintOutcome { accepted, contested, silent };

constexpr WordTable<ComplaintOutcome, 3> complaint_outcome_words{{
    {ComplaintOutcome::accepted, "accepted"},
    {ComplaintOutcome::contested, "contested"},
    {ComplaintOutcome::silent, "silent"},
}};
constexpr auto const &words_of(ComplaintOutcome) {
    return complaint_outcome_words;
}

// What a complainant can be granted.
enum class RemedyKind {
    apology,
    explanation,
    refund,
    compensation,
    repair,
    replacement,
    process_change,
    other,
};

constexpr WordTable<RemedyKind, 8> remedy_kind_words{{
    {RemedyKind::apology, "apology"},
    {RemedyKind::explanation, "explanation"},
    {RemedyKind::refund, "refund"},
    {RemedyKind::compensation, "compensation"},
    {RemedyKind::repair, "repair"},
    {RemedyKind::replacement, "replacement"},
    {RemedyKind::process_change, "process_change"},
    {RemedyKind::other, "other"},
}};
constexpr auto const &words_of(RemedyKind) {
    return remedy_kind_words;
}

// Whether a remedy of the kind is an amount of money: it then needs one, and no other has one.
constexpr bool is_money(RemedyKind kind) {
    return kind == RemedyKind::refund || kind == RemedyKind::compensation;
}

// A remedy as it is proposed.
struct ProposedRemedy {
    RemedyKind kind{};
    std::optional<Money> amount;

    static constexpr auto fields = std::tuple{event::open("kind", &ProposedRemedy::kind),
                                              event::open("amount", &ProposedRemedy::amount)};
    friend bool operator==(ProposedRemedy const &, ProposedRemedy const &) = default;
};

// `proposed`: waits for approval.
enum class ProposalStage { proposed, returned, approved, replied };

constexpr WordTable<ProposalStage, 4> proposal_stage_words{{
    {ProposalStage::proposed, "proposed"},
    {ProposalStage::returned, "returned"},
    {ProposalStage::approved, "approved"},
    {ProposalStage::replied, "replied"},
}};
constexpr auto const &words_of(ProposalStage) {
    return proposal_stage_words;
}

// The proposed answer to a complaint, in its newest version of a round.
struct Proposal {
    int version = 0;  // from 1, in the complaint
    ProposalStage stage = ProposalStage::proposed;
    Digest digest{};  // of the exact text, see proposal_digest()
    Decision decision{};
    std::vector<ProposedRemedy> remedies;
    std::string body;  // the reasons, as the complainant reads them; erasable, like reason
    std::string author;
    std::string approver;
    std::string authority;  // the approver's role that gave the authority
    std::string reason;     // why it was returned

    friend bool operator==(Proposal const &, Proposal const &) = default;
};

// Digest of what is approved: decision, remedies and reasons, each after its length.
Digest proposal_digest(Proposal const &proposal);

// One handling of a complaint, from its opening to its outcome.
struct Round {
    int number = 1;
    Instant opened_at;
    std::optional<Instant> acknowledged_at;
    std::vector<std::string> handlers;  // the people it was assigned to, in order
    int extensions = 0;                 // of the time to reply
    std::optional<Proposal> proposal;
    std::optional<Instant> replied_at;
    std::string replied_by;
    std::optional<ComplaintOutcome> outcome;
    std::optional<Instant> outcome_at;

    friend bool operator==(Round const &, Round const &) = default;
};

// `superseded`: the approval became void before the reply.
enum class RemedyState { granted, done, superseded };

constexpr WordTable<RemedyState, 3> remedy_state_words{{
    {RemedyState::granted, "granted"},
    {RemedyState::done, "done"},
    {RemedyState::superseded, "superseded"},
}};
constexpr auto const &words_of(RemedyState) {
    return remedy_state_words;
}

// A remedy that was approved.
struct GrantedRemedy {
    int number = 0;  // from 1, in the complaint
    int round = 1;
    RemedyKind kind{};
    std::optional<Money> amount;
    RemedyState state = RemedyState::granted;
    std::string department;  // whose budget it is
    Instant granted_at;
    std::optional<Instant> due_at;  // once the complainant was told
    std::optional<Instant> done_at;
    std::string done_by;
    std::int64_t changed = 0;  // the last event that changed it

    friend bool operator==(GrantedRemedy const &, GrantedRemedy const &) = default;
};

// A file that was submitted or collected. The file lies beside the desk under its digest.
struct Evidence {
    int number = 0;  // from 1, in the complaint
    Digest digest{};
    std::int64_t size = 0;  // bytes
    std::string media;      // "image/png"
    std::string name;       // of the file as it was given; erasable
    std::string by;
    Instant at;
    bool erased = false;
    std::int64_t event = 0;
    std::int64_t changed = 0;

    friend bool operator==(Evidence const &, Evidence const &) = default;
};

// Somebody who must not judge the complaint.
struct Recusal {
    std::string person;
    bool complained_about = false;  // else they declared an interest

    friend bool operator==(Recusal const &, Recusal const &) = default;
};

// What a complaint has beside its case.
struct Complaint : Registration {
    std::string on_behalf_of;                  // whom the complainant speaks for; erasable
    std::vector<std::string> representatives;  // of a joint complaint; erasable
    std::optional<Assessment> assessment;
    std::vector<Recusal> recused;
    std::vector<Round> rounds;  // at least one
    std::vector<GrantedRemedy> remedies;
    std::vector<Evidence> evidence;
    int findings = 0;
    std::string cause;                      // the root cause, of the policy's cause tree
    std::vector<std::string> contributing;  // causes

    Round &round() { return rounds.back(); }
    Round const &round() const { return rounds.back(); }

    friend bool operator==(Complaint const &, Complaint const &) = default;
};

}  // namespace dcc
