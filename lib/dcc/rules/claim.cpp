#include <dcc/base/digest.hpp>
#include <dcc/model/texts.hpp>
#include <dcc/rules/answer.hpp>
#include <dcc/rules/claim.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/opening.hpp>
#include <dcc/rules/tags.hpp>
#include <dcc/rules/visit.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

using namespace event;
using No = std::optional<Refusal>;

template <class... Args>
Refusal bad(fmt::format_string<Args...> text, Args &&...args) {
    return {"bad_history", fmt::format(text, std::forward<Args>(args)...), {}};
}

// Checks one event. Every event has a function here; a missing one is a compile error.
class Claim {
  public:
    Claim(Policy const &policy, Case const &item, Instant at)
        : policy_{policy}, item_{item}, at_{at} {}

    No operator()(NotAbout<Subject::case_> auto const &) const { return {}; }

    // The steps of the lifecycle itself.
    No operator()(Opened const &opened) const {
        if (auto no = refuse_tags(policy_, opened.tags)) return no;
        if (auto no = refuse_fields(policy_, all_fields(opened))) return no;
        if (opened.terms == TermsRef{} && opened.kind != CaseKind::action)
            return bad("a case of kind {} without service terms", word(opened.kind));
        if (!opened.registration) return {};
        if (opened.kind != CaseKind::complaint)
            return bad("a registration of a complaint in a case of kind {}", word(opened.kind));
        if (opened.registration->complainants < 1)
            return bad("{} complainants", opened.registration->complainants);
        if (auto no = refuse_unlisted("person", opened.registration->against, policy_.staff))
            return no;
        return team(opened.registration->department);
    }
    No operator()(Started const &) const { return {}; }
    No operator()(Replied const &) const { return {}; }
    No operator()(Noted const &) const { return {}; }
    No operator()(Resumed const &) const { return {}; }
    No operator()(Resolved const &) const { return {}; }
    No operator()(Reopened const &) const { return {}; }
    No operator()(Closed const &) const { return {}; }
    No operator()(Cancelled const &) const { return {}; }
    No operator()(Promised const &) const { return {}; }
    No operator()(PromiseJudged const &) const { return {}; }
    No operator()(Held const &) const { return {}; }
    No operator()(Escalated const &) const { return {}; }
    No operator()(IncidentLinked const &) const { return {}; }
    No operator()(IncidentUnlinked const &) const { return {}; }
    No operator()(Released const &) const { return {}; }
    // The numbers of events are those of another desk: they are left out.
    No operator()(TextsErased const &) const { return {}; }

    // Whose it is was looked up by the import.
    No operator()(CustomerSet const &) const { return {}; }

    // Which event it withdraws was checked by the import, which has them all.
    No operator()(EventWithdrawn const &) const { return {}; }
    No operator()(Linked const &linked) const {
        if (!linked.unanswered) return {};
        if (linked.kind != LinkKind::merged)
            return bad("only of a merged case the customer waits, not of one that is {}",
                       word(linked.kind));
        if (is_ended(item_) || item_.kind == CaseKind::action)
            return bad("no case is merged in state {}", word(item_.state));
        return {};
    }
    No operator()(Unlinked const &) const { return {}; }
    // One that is taken away may be a tag no more.
    No operator()(Tagged const &tagged) const { return refuse_tags(policy_, tagged.added); }

    No operator()(FactsGiven const &facts) const {
        if (auto no = refuse_unlisted("channel", facts.channel, policy_.channels)) return no;
        if (auto no = refuse_fields(policy_, all_fields(facts))) return no;
        return refuse_purchase(policy_, facts.purchase_date, at_);
    }

    No operator()(Triaged const &triaged) const {
        return refuse_rating(policy_,
                             {triaged.category, triaged.impact, triaged.urgency, triaged.priority});
    }

    No operator()(Assigned const &assigned) const { return holder(assigned.team, assigned.person); }

    // ---- hand-over and tasks

    No operator()(HandedOver const &handed) const { return holder(handed.team, handed.person); }

    No operator()(HandoverAccepted const &) const { return still_handed_over(); }

    No operator()(HandoverReturned const &returned) const {
        if (auto no = still_handed_over()) return no;
        return holder(returned.team, returned.person);
    }

    No operator()(TaskOpened const &opened) const {
        if (item_.kind != CaseKind::service) return bad("no case of this kind has tasks");
        if (auto no = next_number("task", opened.task, item_.tasks.size())) return no;
        return holder(opened.team, opened.person);
    }

    No operator()(TaskStarted const &started) const { return still_open(started.task); }

    No operator()(TaskDone const &done) const { return still_open(done.task); }

    No operator()(TaskCancelled const &cancelled) const { return still_open(cancelled.task); }

    No operator()(Received const &received) const {
        if (!received.aside && !is_legal(item_, Step::receive))
            return bad("no message is received in state {}", word(item_.state));
        return refuse_unlisted("channel", received.channel, policy_.channels);
    }

    No operator()(Waited const &waited) const {
        if (!is_waiting(waited.on)) return bad("no case waits in state {}", word(waited.on));
        if (waited.on == State::in_testing && !item_.complaint)
            return bad("no case of this kind waits in state {}", word(waited.on));
        return {};
    }

    // ---- solution

    No operator()(Proposed const &proposed) const {
        auto const last = item_.solution ? item_.solution->version : 0;
        if (proposed.version != last + 1)
            return bad("solution version {} after version {}", proposed.version, last);
        Solution solution;
        solution.steps = proposed.steps;
        solution.effect = proposed.effect;
        solution.feasibility = proposed.feasibility;
        solution.cost = proposed.cost;
        // The steps are never empty, unless the text was erased.
        if (!proposed.steps.empty() && solution_digest(solution) != proposed.text)
            return bad("the digest of solution version {} is not that of its text",
                       proposed.version);
        return {};
    }

    No operator()(Submitted const &submitted) const {
        return same_solution(submitted.version, submitted.text, SolutionStage::draft);
    }

    No operator()(Reviewed const &reviewed) const {
        return same_solution(reviewed.version, reviewed.text, SolutionStage::in_review);
    }

    No operator()(Confirmed const &confirmed) const {
        return same_solution(confirmed.version, confirmed.text, SolutionStage::approved);
    }

    // ---- messages

    No operator()(Messaged const &messaged) const {
        if (auto no = next_number("message", messaged.number, item_.outgoing.size())) return no;
        if (!messaged.token) return {};
        if (messaged.kind != MessageKind::survey || item_.invitations.empty())
            return bad("message {} has a survey token, but asks for no feedback", messaged.number);
        for (auto const &invitation : item_.invitations)
            if (invitation.token == messaged.token)
                return bad("message {} has the survey token of another message", messaged.number);
        return {};
    }

    No operator()(Delivered const &delivered) const {
        auto const *message = find(item_.outgoing, delivered.message);
        if (!message) return no_part("message", delivered.message);
        if (is_over(*message)) return in_state("message", *message);
        return {};
    }

    No operator()(DeliveryFailed const &failed) const {
        auto const *message = find(item_.outgoing, failed.message);
        if (!message) return no_part("message", failed.message);
        if (message->state != MessageState::queued) return in_state("message", *message);
        return {};
    }

    No operator()(DeliveryRetried const &retried) const {
        auto const *message = find(item_.outgoing, retried.message);
        if (!message) return no_part("message", retried.message);
        bool const waits = message->state == MessageState::queued && message->tries > 0;
        if (message->state != MessageState::undeliverable && !waits)
            return in_state("message", *message);
        return {};
    }

    No operator()(MessageSuperseded const &superseded) const {
        auto const *message = find(item_.outgoing, superseded.message);
        if (!message) return no_part("message", superseded.message);
        if (is_over(*message)) return in_state("message", *message);
        return {};
    }

    // ---- visits

    No operator()(VisitBooked const &booked) const {
        if (auto no = next_number("visit", booked.visit, item_.visits.size())) return no;
        return slot(booked.visit, booked.technician, booked.from, booked.to);
    }

    No operator()(VisitMoved const &moved) const {
        if (auto no = still_booked(moved.visit)) return no;
        return slot(moved.visit, moved.technician, moved.from, moved.to);
    }

    No operator()(VisitCancelled const &cancelled) const { return still_booked(cancelled.visit); }

    No operator()(VisitDone const &done) const {
        if (auto no = still_booked(done.visit)) return no;
        if (at_ < find(item_.visits, done.visit)->starts_at)
            return bad("visit {} is done before it begins", done.visit);
        return {};
    }

    // ---- feedback

    No operator()(FeedbackGiven const &given) const {
        auto const index = static_cast<std::size_t>(given.invitation) - 1;
        if (given.invitation < 1 || index >= item_.invitations.size())
            return bad("feedback on resolution {}, of {}", given.invitation,
                       item_.invitations.size());
        if (item_.invitations[index].feedback)
            return bad("a second feedback on resolution {}", given.invitation);
        if (!given.ces_high.empty() && given.ces_high != "easy" && given.ces_high != "hard")
            return bad("ces_high is \"{}\", not \"easy\" or \"hard\"", given.ces_high);
        return refuse_answer(policy_, given);
    }

    // ---- reviews of quality

    No operator()(QualityScored const &scored) const {
        if (auto no = next_number("review", scored.review, item_.reviews.size())) return no;
        if (scored.points.empty()) return bad("review {} has no points", scored.review);
        for (auto const &one : scored.points)
            if (one.most < 1 || one.points < 0 || one.points > one.most)
                return bad("review {} gives {} {} of {} points", scored.review, one.item,
                           one.points, one.most);
        if (scored.fault.empty() && !scored.path.empty())
            return bad("review {} has steps, but found no fault", scored.review);
        return {};
    }

    No operator()(FaultStepDone const &done) const {
        auto const *review = find(item_.reviews, done.review);
        if (!review) return no_part("review", done.review);
        if (review->done == review->path.size() || review->path[review->done] != done.step)
            return bad("\"{}\" is not the next step of review {}", done.step, done.review);
        return {};
    }

    // ---- complaints

    No operator()(Acknowledged const &acknowledged) const { return this_round(acknowledged.round); }

    No operator()(Assessed const &assessed) const {
        if (auto no = refuse_unlisted("severity", assessed.severity, policy_.complaints.severities))
            return no;
        if (auto no = refuse_unlisted("impact", assessed.impact, policy_.impacts)) return no;
        return team(assessed.department);
    }

    No operator()(EvidenceAdded const &added) const {
        if (auto no = next_number("evidence", added.number, item_.complaint->evidence.size()))
            return no;
        if (added.size < 0) return bad("evidence {} has a negative size", added.number);
        return {};
    }

    No operator()(FindingAdded const &) const { return {}; }

    No operator()(Recused const &recused) const {
        return refuse_unlisted("person", recused.person, policy_.staff);
    }

    No operator()(RemedyProposed const &proposed) const {
        if (auto no = this_round(proposed.round)) return no;
        auto const last = last_version();
        if (proposed.version != last + 1)
            return bad("proposal version {} after version {}", proposed.version, last);
        for (auto const &remedy : proposed.remedies)
            if (is_money(remedy.kind) != remedy.amount.has_value())
                return bad("a remedy {} {}", word(remedy.kind),
                           remedy.amount ? "with an amount" : "without an amount");
        Proposal proposal;
        proposal.decision = proposed.decision;
        proposal.remedies = proposed.remedies;
        proposal.body = proposed.body;
        // The text is never empty, unless it was erased.
        if (!proposed.body.empty() && proposal_digest(proposal) != proposed.text)
            return bad("the digest of proposal version {} is not that of its text",
                       proposed.version);
        return {};
    }

    No operator()(RemedyApproved const &approved) const {
        return same_proposal(approved.version, approved.text, ProposalStage::proposed);
    }

    No operator()(RemedyReturned const &returned) const {
        return same_proposal(returned.version, returned.text, ProposalStage::proposed);
    }

    No operator()(Decided const &decided) const {
        if (auto no = this_round(decided.round)) return no;
        return same_proposal(decided.version, decided.text, ProposalStage::approved);
    }

    No operator()(OutcomeRecorded const &recorded) const {
        if (auto no = this_round(recorded.round)) return no;
        auto const &round = item_.complaint->round();
        bool const contested = recorded.outcome == ComplaintOutcome::contested;
        if (round.outcome && !contested) return bad("a second outcome of round {}", round.number);
        if (round.outcome == ComplaintOutcome::contested)
            return bad("round {} was contested already", round.number);
        if (recorded.next_round != 0 && (!contested || recorded.next_round != round.number + 1))
            return bad("round {} after round {}", recorded.next_round, round.number);
        return {};
    }

    No operator()(Extended const &extended) const {
        if (auto no = this_round(extended.round)) return no;
        if (extended.step != item_.complaint->round().extensions + 1)
            return bad("extension {} after {} of them", extended.step,
                       item_.complaint->round().extensions);
        return {};
    }

    No operator()(RemedyDone const &done) const {
        auto const *remedy = find(item_.complaint->remedies, done.number);
        if (!remedy) return no_part("remedy", done.number);
        if (remedy->state != RemedyState::granted) return in_state("remedy", *remedy);
        return {};
    }

    No operator()(Withdrawn const &) const { return {}; }

    No operator()(CauseFound const &found) const {
        if (auto no = refuse_unlisted("cause", found.cause, policy_.complaints.causes)) return no;
        for (auto const &cause : found.contributing)
            if (auto no = refuse_unlisted("cause", cause, policy_.complaints.causes)) return no;
        return {};
    }

    // ---- improvement actions

    No operator()(Planned const &planned) const {
        for (auto const &cause : planned.causes)
            if (auto no = refuse_unlisted("cause", cause, policy_.complaints.causes)) return no;
        return {};
    }

    No operator()(ActionDone const &) const { return {}; }
    No operator()(ActionVerified const &) const { return {}; }

  private:
    No holder(std::string const &team_id, std::string const &person) const {
        if (auto no = team(team_id)) return no;
        if (person.empty() || policy_.person(person)) return {};
        return Refusal{"unknown_holder", say("there is no person \"{}\"", person), {}};
    }

    No still_handed_over() const {
        if (item_.handover) return {};
        return bad("no hand-over waits to be accepted");
    }

    No still_open(int number) const {
        auto const *task = find(item_.tasks, number);
        if (!task) return no_part("task", number);
        if (!is_open(task->state)) return in_state("task", *task);
        return {};
    }

    No team(std::string const &id) const {
        if (id.empty() || policy_.team(id)) return {};
        return Refusal{"unknown_holder", say("there is no team \"{}\"", id), {}};
    }

    No this_round(int number) const {
        auto const now = item_.complaint->round().number;
        if (number == now) return {};
        return bad("round {}, in round {}", number, now);
    }

    // Of all rounds.
    int last_version() const {
        int last = 0;
        for (auto const &round : item_.complaint->rounds)
            if (round.proposal) last = std::max(last, round.proposal->version);
        return last;
    }

    No same_proposal(int version, Digest const &text, ProposalStage stage) const {
        auto const &proposal = item_.complaint->round().proposal;
        if (!proposal || proposal->version != version)
            return bad("there is no proposal version {} in this round", version);
        if (proposal->digest != text)
            return bad("the digest is not that of proposal version {}", version);
        if (proposal->stage != stage)
            return bad("proposal version {} is {}", version, word(proposal->stage));
        return {};
    }

    // Null when there is none of that number.
    template <class Part>
    static Part const *find(std::vector<Part> const &parts, int number) {
        auto const found = std::ranges::find(parts, number, &Part::number);
        return found == parts.end() ? nullptr : &*found;
    }

    static Refusal no_part(char const *what, int number) {
        return bad("there is no {} {}", what, number);
    }

    template <class Part>
    static Refusal in_state(char const *what, Part const &part) {
        return bad("{} {} is {}", what, part.number, word(part.state));
    }

    static No next_number(char const *what, int number, std::size_t count) {
        if (std::cmp_equal(number, count + 1)) return {};
        return bad("{} {} after {} of them", what, number, count);
    }

    No still_booked(int number) const {
        auto const *visit = find(item_.visits, number);
        if (!visit) return no_part("visit", number);
        if (visit->state != VisitState::booked) return in_state("visit", *visit);
        return {};
    }

    No slot(int number, std::string const &technician, Instant from, Instant to) const {
        if (technician.empty()) return bad("visit {} has no technician", number);
        if (auto no = refuse_unlisted("technician", technician, policy_.staff)) return no;
        if (to <= from) return bad("visit {} does not end after its start", number);
        if (to - from > longest_visit)
            return bad("visit {} takes more than {} hours", number, longest_visit.count());
        return {};
    }

    No same_solution(int version, Digest const &text, SolutionStage stage) const {
        auto const &solution = item_.solution;
        if (!solution || solution->version != version)
            return bad("there is no solution version {}", version);
        if (solution->digest != text)
            return bad("the digest is not that of solution version {}", version);
        if (solution->stage != stage)
            return bad("solution version {} is {}", version, word(solution->stage));
        return {};
    }

    Policy const &policy_;
    Case const &item_;
    Instant at_;
};

}  // namespace

std::optional<Refusal> refuse_claim(Policy const &policy, Case const &item, Event const &event) {
    if (auto const stray = stray_control_in(event.payload))
        return bad("{} has a control character (U+{})", stray->field,
                   fmt::format("{:04X}", static_cast<unsigned>(stray->character)));
    return std::visit(Claim{policy, item, event.at}, event.payload);
}

}  // namespace dcc::rules
