#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/calendar/duration.hpp>
#include <dcc/model/complaint.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/sla.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

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
