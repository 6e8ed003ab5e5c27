#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/money.hpp>
#include <dcc/model/sla.hpp>
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

namespace dcc::event {

// The complainant was told that the complaint was received.
struct Acknowledged {
    int round = 1;
    std::string channel;
    bool automatic = false;  // by a mail of the desk

    static constexpr EventType type{"acknowledged", Subject::case_, Step::acknowledge};
    static constexpr auto fields =
        std::tuple{open("round", &Acknowledged::round), open("channel", &Acknowledged::channel),
                   open("automatic", &Acknowledged::automatic)};
    friend bool operator==(Acknowledged const &, Acknowledged const &) = default;
};

// The initial assessment, or a later one. Type and department replace those before.
struct Assessed {
    std::string severity;
    Complexity complexity{};
    std::string impact;
    bool safety = false;
    bool immediate = false;
    std::string complaint_type;
    std::string department;
    std::string by;  // the rule that decided and its place in the policy, or "given"
    TermsRef terms;
    std::vector<Moved> deadlines;
    std::string reason;

    static constexpr EventType type{"assessed", Subject::case_, Step::assess};
    static constexpr auto fields = std::tuple{open("severity", &Assessed::severity),
                                              open("complexity", &Assessed::complexity),
                                              open("impact", &Assessed::impact),
                                              open("safety", &Assessed::safety),
                                              open("immediate", &Assessed::immediate),
                                              open("complaint_type", &Assessed::complaint_type),
                                              open("department", &Assessed::department),
                                              open("by", &Assessed::by),
                                              open("promise", &Assessed::terms),
                                              open("deadlines", &Assessed::deadlines),
                                              sealed("reason", &Assessed::reason)};
    friend bool operator==(Assessed const &, Assessed const &) = default;
};

// A file became part of the complaint.
struct EvidenceAdded {
    int number = 0;  // in the complaint, from 1
    Digest digest{};
    std::int64_t size = 0;
    std::string media;
    std::string name;
    std::string body;  // what it shows, and where it comes from

    static constexpr EventType type{"evidence_added", Subject::case_, Step::evidence};
    static constexpr auto fields =
        std::tuple{open("number", &EvidenceAdded::number), open("digest", &EvidenceAdded::digest),
                   open("size", &EvidenceAdded::size),     open("media", &EvidenceAdded::media),
                   sealed("name", &EvidenceAdded::name),   sealed("body", &EvidenceAdded::body)};
    friend bool operator==(EvidenceAdded const &, EvidenceAdded const &) = default;
};

// What the investigation found, or what somebody stated.
struct FindingAdded {
    std::string stated_by;  // empty: a finding of the investigator
    std::string body;

    static constexpr EventType type{"finding_added", Subject::case_, Step::finding, {},
                                    Voice::internal, Searched::yes};
    static constexpr auto fields = std::tuple{sealed("stated_by", &FindingAdded::stated_by),
                                              sealed("body", &FindingAdded::body)};
    friend bool operator==(FindingAdded const &, FindingAdded const &) = default;
};

// Somebody must not judge the complaint: they are complained about, or declared an interest.
struct Recused {
    std::string person;
    bool complained_about = false;
    std::string reason;

    static constexpr EventType type{"recused", Subject::case_, Step::recuse};
    static constexpr auto fields = std::tuple{open("person", &Recused::person),
                                              open("complained_about", &Recused::complained_about),
                                              sealed("reason", &Recused::reason)};
    friend bool operator==(Recused const &, Recused const &) = default;
};

// A version of the answer: the decision, the remedies and the reasons.
struct RemedyProposed {
    int round = 1;
    int version = 0;  // from 1, in the complaint
    Digest text{};    // see proposal_digest()
    Decision decision{};
    std::vector<ProposedRemedy> remedies;
    std::string body;

    static constexpr EventType type{"remedy_proposed", Subject::case_, Step::propose_remedy};
    static constexpr auto fields = std::tuple{
        open("round", &RemedyProposed::round),       open("version", &RemedyProposed::version),
        open("text", &RemedyProposed::text),         open("decision", &RemedyProposed::decision),
        open("remedies", &RemedyProposed::remedies), sealed("body", &RemedyProposed::body)};
    friend bool operator==(RemedyProposed const &, RemedyProposed const &) = default;
};

// The version with this digest was approved, by authority of the actor's role.
struct RemedyApproved {
    int version = 0;
    Digest text{};
    std::string authority;  // a role of the policy; empty: the policy has no authorities
    std::string reason;

    static constexpr EventType type{"remedy_approved", Subject::case_, Step::approve};
    static constexpr auto fields = std::tuple{
        open("version", &RemedyApproved::version), open("text", &RemedyApproved::text),
        open("authority", &RemedyApproved::authority), sealed("reason", &RemedyApproved::reason)};
    friend bool operator==(RemedyApproved const &, RemedyApproved const &) = default;
};

// The version was returned to its author.
struct RemedyReturned {
    int version = 0;
    Digest text{};
    std::string reason;

    static constexpr EventType type{"remedy_returned", Subject::case_, Step::give_back};
    static constexpr auto fields =
        std::tuple{open("version", &RemedyReturned::version), open("text", &RemedyReturned::text),
                   sealed("reason", &RemedyReturned::reason)};
    friend bool operator==(RemedyReturned const &, RemedyReturned const &) = default;
};

// The decision was communicated to the complainant: the approved text as it was sent.
struct Decided {
    int round = 1;
    int version = 0;
    Digest text{};
    Decision decision{};
    std::string channel;
    std::optional<Instant> remedies_due;  // when the granted remedies must be carried out
    std::string body;

    static constexpr EventType type{"decided", Subject::case_, Step::decide,
                                    {},        Voice::us,      Searched::yes};
    static constexpr auto fields =
        std::tuple{open("round", &Decided::round),     open("version", &Decided::version),
                   open("text", &Decided::text),       open("decision", &Decided::decision),
                   open("channel", &Decided::channel), open("remedies_due", &Decided::remedies_due),
                   sealed("body", &Decided::body)};
    friend bool operator==(Decided const &, Decided const &) = default;
};

// What the complainant made of the decision. Contesting it opens the next round, unless the policy
// has no more.
struct OutcomeRecorded {
    int round = 1;  // that ended
    ComplaintOutcome outcome{};
    int next_round = 0;  // that begins; 0: none
    TermsRef terms;      // of the next round
    std::string reason;

    static constexpr EventType type{"outcome_recorded", Subject::case_, Step::outcome, {},
                                    Voice::customer,    Searched::no};
    static constexpr auto fields = std::tuple{
        open("round", &OutcomeRecorded::round), open("outcome", &OutcomeRecorded::outcome),
        open("next_round", &OutcomeRecorded::next_round), open("promise", &OutcomeRecorded::terms),
        sealed("reason", &OutcomeRecorded::reason)};
    friend bool operator==(OutcomeRecorded const &, OutcomeRecorded const &) = default;
};

// The time to reply was extended by a step of the complaint's rule.
struct Extended {
    int round = 1;
    int step = 1;                // from 1, in the round
    Duration to{};               // the time to reply in all, from the start of its clock
    Instant from;                // the deadline before
    std::optional<Instant> due;  // the deadline now; none while the clock is paused
    std::string reason;

    static constexpr EventType type{"extended", Subject::case_, Step::extend};
    static constexpr auto fields =
        std::tuple{open("round", &Extended::round), open("step", &Extended::step),
                   open("to", &Extended::to),       open("from", &Extended::from),
                   open("due", &Extended::due),     sealed("reason", &Extended::reason)};
    friend bool operator==(Extended const &, Extended const &) = default;
};

// A granted remedy was carried out.
struct RemedyDone {
    int number = 0;
    std::string body;  // how: the number of the transfer, the parcel, …

    static constexpr EventType type{"remedy_done", Subject::case_, Step::remedy};
    static constexpr auto fields =
        std::tuple{open("number", &RemedyDone::number), sealed("body", &RemedyDone::body)};
    friend bool operator==(RemedyDone const &, RemedyDone const &) = default;
};

// The complainant withdrew the complaint.
struct Withdrawn {
    std::string reason;

    static constexpr EventType type{"withdrawn", Subject::case_,  Step::withdraw,
                                    {},          Voice::customer, Searched::no};
    static constexpr auto fields = std::tuple{sealed("reason", &Withdrawn::reason)};
    friend bool operator==(Withdrawn const &, Withdrawn const &) = default;
};

// The root cause; a later one replaces it.
struct CauseFound {
    std::string cause;
    std::vector<std::string> contributing;
    std::string body;  // the five whys

    static constexpr EventType type{"cause_found",   Subject::case_, Step::cause, {},
                                    Voice::internal, Searched::yes};
    static constexpr auto fields = std::tuple{open("cause", &CauseFound::cause),
                                              open("contributing", &CauseFound::contributing),
                                              sealed("body", &CauseFound::body)};
    friend bool operator==(CauseFound const &, CauseFound const &) = default;
};

using ComplaintEvents = EventList<Acknowledged, Assessed, EvidenceAdded, FindingAdded, Recused,
                                  RemedyProposed, RemedyApproved, RemedyReturned, Decided,
                                  OutcomeRecorded, Extended, RemedyDone, Withdrawn, CauseFound>;

}  // namespace dcc::event
