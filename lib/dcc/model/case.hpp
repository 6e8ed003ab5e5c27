#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/action.hpp>
#include <dcc/model/case_facts.hpp>
#include <dcc/model/complaint.hpp>
#include <dcc/model/escalation.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/handover.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/message.hpp>
#include <dcc/model/quality.hpp>
#include <dcc/model/sla.hpp>
#include <dcc/model/solution.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/survey.hpp>
#include <dcc/model/task.hpp>
#include <dcc/model/visit.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// Category, impact, urgency and priority as set by a person. The policy decides the empty ones.
struct GivenRating {
    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;

    // The names of those that are set: "category", ….
    std::vector<std::string> names() const;

    friend bool operator==(GivenRating const &, GivenRating const &) = default;
};

// What another case is to a case.
enum class LinkKind {
    related,
    blocks,      // this one blocks the other one
    blocked_by,  // this one waits for the other one
    parent,      // the other one is the whole of which this one is a part
    child,       // the other one is a part of this one
    merged,      // the other one was merged into this one
};

constexpr WordTable<LinkKind, 6> link_kind_words{{
    {LinkKind::related, "related"},
    {LinkKind::blocks, "blocks"},
    {LinkKind::blocked_by, "blocked_by"},
    {LinkKind::parent, "parent"},
    {LinkKind::child, "child"},
    {LinkKind::merged, "merged"},
}};
constexpr auto const &words_of(LinkKind) {
    return link_kind_words;
}

// The word with blanks, for people.
std::string in_words(LinkKind kind);

// A link as one of the two cases has it. The other one has its counterpart, except of `merged`:
// there, it is a duplicate of this one.
struct CaseLink {
    LinkKind kind{};
    CaseId other;

    friend bool operator==(CaseLink const &, CaseLink const &) = default;
};

// A case, built from its events. An empty text is unknown.
struct Case : CaseFacts {
    CaseId id;
    CaseKind kind = CaseKind::service;
    State state = State::new_case;
    State before_wait = State::new_case;  // the state that a resumed case returns to

    std::optional<CustomerId> customer;
    std::vector<CustomerId> carried_from;  // whose it was before each merge of its customer
    std::string reply_to;  // the mail address it came from; empty: the preferred one
    std::string channel;
    std::optional<Date> warranty_until;  // its last day
    std::vector<std::string> missing;    // facts that its category requires and that are not known

    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;
    std::vector<std::string> given;  // of these four: those set by a person, not by the policy
    std::string team;
    std::string person;
    std::optional<CaseId> duplicate_of;
    std::optional<CaseId> about;         // the case that a complaint is about
    std::optional<CaseId> repeat_of;     // an earlier case of the same customer and request
    std::vector<CaseLink> links;         // that people made, in order
    std::vector<std::string> tags;       // in the order in which they were given
    std::optional<IncidentId> incident;  // that it belongs to while it is open

    Instant received_at;                 // when the request was received
    Instant updated_at;                  // the time of the last event
    std::optional<Instant> assigned_at;  // the last time it was assigned to a person
    std::optional<Instant> first_reply_at;
    std::optional<Instant> first_resolved_at;  // the first time; later ones do not move it
    std::optional<Instant> resolved_at;        // the last time; none while reopened
    std::optional<Instant> closed_at;
    std::optional<Instant> waiting_since;
    std::optional<Instant> told_at;   // the last message to the customer, or a later reopening
    std::optional<Instant> asked_at;  // the customer's oldest message after it, still unanswered
    bool held = false;                // its texts must be kept
    bool dated_by_hand = false;       // an event of it has a time that a person gave
    int reopened = 0;
    int replies = 0;                   // customer-visible, by a person
    int messages = 0;                  // from the customer, the first one included
    bool at_once = false;              // resolved on first contact, while the customer waited
    std::optional<ArticleId> article;  // the article used for its last answer

    std::optional<Solution> solution;  // the newest version
    std::vector<Message> outgoing;     // composed from templates, in order
    std::vector<Visit> visits;
    std::vector<Invitation> invitations;  // one for each time it was resolved or replied to
    std::optional<Complaint> complaint;   // of a complaint with its own lifecycle
    std::optional<Action> action;         // of an improvement action
    std::vector<Task> tasks;              // of contributing departments, in order
    std::vector<QualityReview> reviews;   // of how it was handled, in order

    std::optional<Handover> handover;    // neither accepted nor returned yet
    std::vector<std::string> handed_by;  // who has handed it on: a person, or else a team
    int bounces = 0;                     // hand-overs to one of these

    ServiceTerms terms;                   // those in force, used for new clocks of the case
    std::vector<Clock> clocks;            // in the order they were started
    std::vector<Announcement> announced;  // about its clocks, in order
    std::int64_t last_event = 0;

    friend bool operator==(Case const &, Case const &) = default;
};

// The earliest deadline of the running clocks. Nothing when none of them has one.
std::optional<Instant> next_due(Case const &item);

// The completion date promised to the customer, while it is still open. Nothing when there is none.
std::optional<Instant> promised_for(Case const &item);

}  // namespace dcc

namespace dcc::event {

struct Opened : CaseFacts {
    std::string channel;
    std::optional<CustomerId> customer;
    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;
    std::vector<std::string> given;  // of the last four: those set by a person
    std::string source;              // the file it was imported from
    CaseKind kind = CaseKind::service;
    std::optional<CaseId> about;       // the case that a complaint is about
    std::optional<CaseId> repeat_of;   // an earlier case of the same customer and request
    std::vector<std::string> missing;  // facts that its category requires and that are not known
    TermsRef terms;
    std::optional<Registration> registration{};  // of a complaint
    std::string on_behalf_of{};                  // whom the complainant speaks for
    std::vector<std::string> representatives{};  // of a joint complaint
    std::string reply_to{};                      // the mail address it came from
    std::vector<std::string> tags{};

    static constexpr EventType type{"opened", Subject::case_,  Step::open,
                                    {},       Voice::customer, Searched::yes};
    static constexpr auto fields = std::tuple_cat(
        std::tuple{open("channel", &Opened::channel), open("customer", &Opened::customer),
                   open("category", &Opened::category), open("impact", &Opened::impact),
                   open("urgency", &Opened::urgency), open("priority", &Opened::priority),
                   open("given", &Opened::given)},
        fact_fields(case_fact_table),
        std::tuple{open("source", &Opened::source), open("kind", &Opened::kind),
                   former_flag("complaint", &Opened::kind, CaseKind::complaint),
                   open("about", &Opened::about), open("repeat_of", &Opened::repeat_of),
                   open("missing", &Opened::missing), open("promise", &Opened::terms),
                   open("registration", &Opened::registration),
                   sealed("reply_to", &Opened::reply_to),
                   sealed("on_behalf_of", &Opened::on_behalf_of),
                   sealed("representatives", &Opened::representatives),
                   open("case_tags", &Opened::tags), open("fields", &Opened::own_fields),
                   sealed("personal_fields", &Opened::personal_fields)});
    friend bool operator==(Opened const &, Opened const &) = default;
};

// What a rule of the policy found in the text of a case.
struct RuleMatch {
    std::string rule;  // its name
    std::string by;    // the word or the pattern of the policy
    std::string text;  // what it found, as it is written in the case

    static constexpr auto fields = std::tuple{
        open("rule", &RuleMatch::rule), open("by", &RuleMatch::by), open("text", &RuleMatch::text)};
    friend bool operator==(RuleMatch const &, RuleMatch const &) = default;
};

// An impact, urgency or priority that a rule of the policy raised.
struct Raised {
    std::string what;  // "impact", "urgency" or "priority"
    std::string from;
    std::string to;
    std::string rule;
    std::string place;  // of the rule: "policy.toml:41"

    static constexpr auto fields = std::tuple{
        open("what", &Raised::what), open("from", &Raised::from), open("to", &Raised::to),
        open("rule", &Raised::rule), open("place", &Raised::place)};
    friend bool operator==(Raised const &, Raised const &) = default;
};

// A category that the model of earlier cases proposes (rules/suggest.hpp), and its probability in
// thousandths, as the model states it.
struct Suggestion {
    std::string category;
    int permille = 0;

    static constexpr auto fields = std::tuple{open("category", &Suggestion::category),
                                              open("permille", &Suggestion::permille)};
    friend bool operator==(Suggestion const &, Suggestion const &) = default;
};

// The case was classified and rated. A later one changes what it names.
struct Triaged {
    std::string category;
    std::string category_by;  // the rule that decided and its place in the policy, or "given"
    std::string impact;
    std::string urgency;
    std::string priority;
    std::string priority_by;
    std::vector<std::string> given;  // of the four: those set by a person, not by the policy
    std::optional<CaseId> repeat_of;
    std::vector<std::string> missing;  // facts that the category requires and that are not known
    TermsRef terms;
    std::vector<Moved> deadlines;
    std::string rule{};                // the classification rule that decided; empty: none
    std::string rule_place{};          // in the policy: "policy.toml:41"
    std::vector<Raised> raised{};      // what rules of the policy raised
    std::string policy_priority{};     // what the policy gives, where a person gave another now
    std::vector<RuleMatch> matched{};  // what these rules found in the text
    std::string reason{};              // why a person gave another rating than the policy
    std::string model{};  // the short fingerprint of the model that has suggested; empty: none has
    std::vector<Suggestion> suggested{};  // the most probable first

    static constexpr EventType type{"triaged", Subject::case_, Step::triage};
    static constexpr auto fields = std::tuple{open("category", &Triaged::category),
                                              open("category_by", &Triaged::category_by),
                                              open("impact", &Triaged::impact),
                                              open("urgency", &Triaged::urgency),
                                              open("priority", &Triaged::priority),
                                              open("priority_by", &Triaged::priority_by),
                                              open("given", &Triaged::given),
                                              open("repeat_of", &Triaged::repeat_of),
                                              open("missing", &Triaged::missing),
                                              open("promise", &Triaged::terms),
                                              open("deadlines", &Triaged::deadlines),
                                              open("rule", &Triaged::rule),
                                              open("rule_place", &Triaged::rule_place),
                                              open("raised", &Triaged::raised),
                                              open("policy_priority", &Triaged::policy_priority),
                                              open("model", &Triaged::model),
                                              open("suggested", &Triaged::suggested),
                                              sealed("matched", &Triaged::matched),
                                              sealed("reason", &Triaged::reason)};
    friend bool operator==(Triaged const &, Triaged const &) = default;
};

// One person whom dispatch considered.
struct Candidate {
    std::string person;
    int load = 0;  // open cases
    int capacity = 0;
    std::string verdict;  // "chosen", "off duty", "absent", "lacks skill x", "at capacity", …
    std::optional<int> weight{};             // of the open cases, by the weights of priorities
    std::vector<std::string> skills{};       // that the category asks for: "billing:3"
    std::optional<Instant> last_assigned{};  // none: never

    static constexpr auto fields = std::tuple{open("person", &Candidate::person),
                                              open("load", &Candidate::load),
                                              open("capacity", &Candidate::capacity),
                                              open("verdict", &Candidate::verdict),
                                              open("weight", &Candidate::weight),
                                              open("skills", &Candidate::skills),
                                              open("last_assigned", &Candidate::last_assigned)};
    friend bool operator==(Candidate const &, Candidate const &) = default;
};

// How many people more dispatch has considered with the same verdict.
struct OtherCandidates {
    std::string verdict;
    int people = 0;

    static constexpr auto fields = std::tuple{open("verdict", &OtherCandidates::verdict),
                                              open("people", &OtherCandidates::people)};
    friend bool operator==(OtherCandidates const &, OtherCandidates const &) = default;
};

struct Assigned {
    std::string team;
    std::string person;                 // empty: assigned to the team, not yet to a person
    std::string by;                     // "dispatch" or "hand"
    std::vector<Candidate> candidates;  // of many the chosen one and the next ones
    std::string instead_of{};           // the absent person whom `person` stands in for
    std::string why{};      // why dispatch decided again, if it did: "absent", "at capacity", …
    std::string despite{};  // why by hand to somebody who is absent or full, if so
    std::vector<OtherCandidates> others{};  // candidates that are not named

    static constexpr EventType type{"assigned", Subject::case_, Step::assign};
    static constexpr auto fields = std::tuple{open("team", &Assigned::team),
                                              open("person", &Assigned::person),
                                              open("by", &Assigned::by),
                                              open("candidates", &Assigned::candidates),
                                              open("instead_of", &Assigned::instead_of),
                                              open("why", &Assigned::why),
                                              open("others", &Assigned::others),
                                              sealed("despite", &Assigned::despite)};
    friend bool operator==(Assigned const &, Assigned const &) = default;
};

struct Started {
    static constexpr EventType type{"started", Subject::case_, Step::start};
    static constexpr std::tuple<> fields{};
    friend bool operator==(Started const &, Started const &) = default;
};

// A message from the customer.
struct Received {
    std::string channel;
    bool aside = false;  // thanks or an automatic answer: it changes neither state nor clocks
    std::string body;

    static constexpr EventType type{"received", Subject::case_,  Step::receive,
                                    Step::note, Voice::customer, Searched::yes};
    static constexpr auto fields =
        std::tuple{open("channel", &Received::channel), open("aside", &Received::aside),
                   sealed("body", &Received::body)};
    friend bool operator==(Received const &, Received const &) = default;
};

// A message to the customer, written by a person.
struct Replied {
    std::string body;

    static constexpr EventType type{"replied", Subject::case_, Step::reply,
                                    {},        Voice::us,      Searched::yes};
    static constexpr auto fields = std::tuple{sealed("body", &Replied::body)};
    friend bool operator==(Replied const &, Replied const &) = default;
};

// A note for colleagues; customers never see it.
struct Noted {
    std::string body;

    static constexpr EventType type{"noted", Subject::case_,  Step::note,
                                    {},      Voice::internal, Searched::yes};
    static constexpr auto fields = std::tuple{sealed("body", &Noted::body)};
    friend bool operator==(Noted const &, Noted const &) = default;
};

struct Waited {
    State on = State::waiting_customer;

    static constexpr EventType type{"waited", Subject::case_, Step::wait};
    static constexpr auto fields = std::tuple{open("on", &Waited::on)};
    friend bool operator==(Waited const &, Waited const &) = default;
};

struct Resumed {
    static constexpr EventType type{"resumed", Subject::case_, Step::resume};
    static constexpr std::tuple<> fields{};
    friend bool operator==(Resumed const &, Resumed const &) = default;
};

struct Resolved {
    std::string body;                    // the answer
    bool answered = false;               // the customer was informed; false: not known
    bool time_unknown = false;           // imported from a source without the time
    bool at_once = false;                // on first contact, while the customer waited
    std::optional<ArticleId> article{};  // the article used for the answer
    std::string despite{};               // why although tasks are open, if so

    static constexpr EventType type{"resolved", Subject::case_, Step::resolve,
                                    {},         Voice::us,      Searched::yes};
    static constexpr auto fields = std::tuple{sealed("body", &Resolved::body),
                                              open("answered", &Resolved::answered),
                                              open("time_unknown", &Resolved::time_unknown),
                                              open("at_once", &Resolved::at_once),
                                              open("article", &Resolved::article),
                                              sealed("despite", &Resolved::despite)};
    friend bool operator==(Resolved const &, Resolved const &) = default;
};

struct Reopened {
    std::string reason;

    static constexpr EventType type{"reopened", Subject::case_, Step::reopen};
    static constexpr auto fields = std::tuple{sealed("reason", &Reopened::reason)};
    friend bool operator==(Reopened const &, Reopened const &) = default;
};

struct Closed {
    std::string reason;

    static constexpr EventType type{"closed", Subject::case_, Step::close, Step::lapse};
    static constexpr auto fields = std::tuple{sealed("reason", &Closed::reason)};
    friend bool operator==(Closed const &, Closed const &) = default;
};

struct Cancelled {
    std::string reason;
    std::optional<CaseId> duplicate_of;

    static constexpr EventType type{"cancelled", Subject::case_, Step::cancel};
    static constexpr auto fields = std::tuple{sealed("reason", &Cancelled::reason),
                                              open("duplicate_of", &Cancelled::duplicate_of)};
    friend bool operator==(Cancelled const &, Cancelled const &) = default;
};

// Facts that were missing or wrong. Empty ones are not changed.
struct FactsGiven : CaseFacts {
    std::optional<Date> warranty_until;  // computed from the purchase date and the policy
    std::vector<std::string> missing;    // what is still missing after this
    std::string channel;
    std::vector<std::string> cleared;  // names of facts that are not known any more
    std::string reason;                // for replacing what was known

    static constexpr EventType type{"facts_given",   Subject::case_, Step::facts, {},
                                    Voice::internal, Searched::yes};
    static constexpr auto fields = std::tuple_cat(
        fact_fields(case_fact_table),
        std::tuple{open("warranty_until", &FactsGiven::warranty_until),
                   open("missing", &FactsGiven::missing), open("channel", &FactsGiven::channel),
                   open("cleared", &FactsGiven::cleared), sealed("reason", &FactsGiven::reason),
                   open("fields", &FactsGiven::own_fields),
                   sealed("personal_fields", &FactsGiven::personal_fields)});
    friend bool operator==(FactsGiven const &, FactsGiven const &) = default;
};

// The case has another customer, or has one now.
struct CustomerSet {
    std::optional<CustomerId> customer;
    std::optional<CustomerId> merged;  // into this customer: the case was theirs
    bool split = false;                // that merge was a mistake: the case is theirs again
    std::string reply_to;              // the mail address that the customer used
    std::vector<std::string> missing;  // what the case lacks with this customer
    std::string reason;                // for replacing another customer

    static constexpr EventType type{"customer_set", Subject::case_, Step::note};
    static constexpr auto fields = std::tuple{
        open("customer", &CustomerSet::customer), open("merged", &CustomerSet::merged),
        open("split", &CustomerSet::split),       sealed("reply_to", &CustomerSet::reply_to),
        open("missing", &CustomerSet::missing),   sealed("reason", &CustomerSet::reason)};
    friend bool operator==(CustomerSet const &, CustomerSet const &) = default;
};

// An earlier event of the case was a mistake: a note or a message of another case, or the end of
// this one. It stays on record, and the case is what its other events make it.
struct EventWithdrawn {
    int nth = 0;  // which event of the case, counted from 1
    std::string reason;
    std::optional<CaseId> moved_to;  // the case that has the note or message instead

    static constexpr EventType type{"event_withdrawn", Subject::case_, Step::correct};
    static constexpr auto fields =
        std::tuple{open("nth", &EventWithdrawn::nth), sealed("reason", &EventWithdrawn::reason),
                   open("moved_to", &EventWithdrawn::moved_to)};
    friend bool operator==(EventWithdrawn const &, EventWithdrawn const &) = default;
};

// The case was linked with another one, which has an event of its own.
struct Linked {
    LinkKind kind{};
    std::optional<CaseId> other;  // none: a merged case that came from another desk after this one
    bool unanswered = false;      // a merged case whose customer still waits for an answer

    static constexpr EventType type{"linked", Subject::case_, Step::note};
    static constexpr auto fields =
        std::tuple{open("link", &Linked::kind), open("other", &Linked::other),
                   open("unanswered", &Linked::unanswered)};
    friend bool operator==(Linked const &, Linked const &) = default;
};

// A link was removed.
struct Unlinked {
    LinkKind kind{};
    std::optional<CaseId> other;

    static constexpr EventType type{"unlinked", Subject::case_, Step::note};
    static constexpr auto fields =
        std::tuple{open("link", &Unlinked::kind), open("other", &Unlinked::other)};
    friend bool operator==(Unlinked const &, Unlinked const &) = default;
};

// Words by which people find and count cases. Two that differ in case only are one tag.
struct Tagged {
    std::vector<std::string> added;
    std::vector<std::string> removed;

    static constexpr EventType type{"tagged", Subject::case_, Step::note};
    static constexpr auto fields =
        std::tuple{open("added", &Tagged::added), open("removed", &Tagged::removed)};
    friend bool operator==(Tagged const &, Tagged const &) = default;
};

using CaseEvents = EventList<Opened, Triaged, Assigned, Started, Received, Replied, Noted, Waited,
                             Resumed, Resolved, Reopened, Closed, Cancelled, FactsGiven,
                             CustomerSet, EventWithdrawn, Linked, Unlinked, Tagged>;

}  // namespace dcc::event
