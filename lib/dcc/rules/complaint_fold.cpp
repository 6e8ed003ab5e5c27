#include <dcc/rules/detail/complaint_fold.hpp>
#include <dcc/rules/detail/parts.hpp>
#include <dcc/rules/lifecycle.hpp>

#include <algorithm>

namespace dcc::rules {

using namespace event;

void ComplaintFold::open(Opened const &opened) {
    auto &complaint = item_.complaint.emplace();
    static_cast<Registration &>(complaint) = *opened.registration;
    complaint.on_behalf_of = opened.on_behalf_of;
    complaint.representatives = opened.representatives;
    if (!complaint.against.empty()) complaint.recused.push_back({complaint.against, true});
    Round round;
    round.opened_at = at_;
    complaint.rounds.push_back(std::move(round));
    item_.state = item_.before_wait = State::received;
}

void ComplaintFold::assign(std::string const &person) {
    auto &handlers = item_.complaint->round().handlers;
    if (!person.empty() && std::ranges::count(handlers, person) == 0) handlers.push_back(person);
}

// Evidence that arrives after the reply does not change the state.
void ComplaintFold::investigate() {
    auto &state = is_waiting(item_.state) ? item_.before_wait : item_.state;
    if (state == State::received || state == State::acknowledged || state == State::assessed ||
        state == State::contested)
        state = State::investigating;
}

// Another person has to handle the next round.
void ComplaintFold::begin_round(OutcomeRecorded const &recorded) {
    bool const was_ended = is_ended(item_);
    Round round;
    round.number = recorded.next_round;
    round.opened_at = at_;
    item_.complaint->rounds.push_back(std::move(round));
    item_.state = item_.before_wait = State::contested;
    item_.person.clear();
    item_.resolved_at.reset();
    item_.closed_at.reset();
    if (recorded.terms != TermsRef{}) item_.terms = adopted_.terms(recorded.terms);
    clocks_.start_round();
    if (was_ended) clocks_.start(ClockKind::handoff);
}

void ComplaintFold::end_complaint() {
    if (item_.state != State::accepted) item_.closed_at = at_;
    clocks_.end(ClockKind::handoff, Stage::completed);
    for (auto const &[kind, text] : clock_kind_words) clocks_.end(kind, Stage::cancelled);
    cancel_visits(item_, event_);
}

// ---- complaints

void ComplaintFold::operator()(Acknowledged const &) {
    item_.complaint->round().acknowledged_at = at_;
    clocks_.end(ClockKind::acknowledge, Stage::completed);
    if (item_.state == State::received) item_.state = State::acknowledged;
    if (item_.before_wait == State::received) item_.before_wait = State::acknowledged;
}

void ComplaintFold::operator()(Assessed const &assessed) {
    auto &complaint = *item_.complaint;
    complaint.assessment = {assessed.severity, assessed.complexity, assessed.impact,
                            assessed.safety, assessed.immediate};
    if (!assessed.complaint_type.empty()) complaint.type = assessed.complaint_type;
    if (!assessed.department.empty()) complaint.department = assessed.department;
    item_.state = State::assessed;
    auto const &terms = assessed.terms;
    if (terms != TermsRef{} &&
        (terms.policy != item_.terms.policy || terms.rule != item_.terms.rule)) {
        complaint.round().extensions = 0;  // they were steps of the other rule
        clocks_.retarget(adopted_.terms(terms));
    }
}

void ComplaintFold::operator()(EvidenceAdded const &added) {
    item_.complaint->evidence.push_back({added.number, added.digest, added.size, added.media,
                                         added.name, event_.actor, at_, event_.erased, event_.seq,
                                         event_.seq});
    investigate();
}

void ComplaintFold::operator()(FindingAdded const &) {
    ++item_.complaint->findings;
    investigate();
}

void ComplaintFold::operator()(Recused const &recused) {
    auto &complaint = *item_.complaint;
    complaint.recused.push_back({recused.person, recused.complained_about});
    if (recused.complained_about && complaint.against.empty()) complaint.against = recused.person;
    if (item_.person == recused.person) item_.person.clear();
}

// The approval of an earlier version of the round is void.
void ComplaintFold::operator()(RemedyProposed const &proposed) {
    auto &complaint = *item_.complaint;
    for (auto &remedy : complaint.remedies)
        if (remedy.round == proposed.round && remedy.state == RemedyState::granted) {
            remedy.state = RemedyState::superseded;
            remedy.changed = event_.seq;
        }
    auto &proposal = complaint.round().proposal.emplace();
    proposal.version = proposed.version;
    proposal.digest = proposed.text;
    proposal.decision = proposed.decision;
    proposal.remedies = proposed.remedies;
    proposal.body = proposed.body;
    proposal.author = event_.actor;
    item_.state = State::proposed;
}

void ComplaintFold::operator()(RemedyApproved const &approved) {
    auto &complaint = *item_.complaint;
    item_.state = State::approved;
    if (!complaint.round().proposal) return;
    auto &proposal = *complaint.round().proposal;
    proposal.stage = ProposalStage::approved;
    proposal.approver = event_.actor;
    proposal.authority = approved.authority;
    for (auto const &remedy : proposal.remedies) {
        GrantedRemedy granted;
        granted.number = static_cast<int>(complaint.remedies.size()) + 1;
        granted.round = complaint.round().number;
        granted.kind = remedy.kind;
        granted.amount = remedy.amount;
        granted.department = complaint.department;
        granted.granted_at = at_;
        granted.changed = event_.seq;
        complaint.remedies.push_back(std::move(granted));
    }
}

void ComplaintFold::operator()(RemedyReturned const &returned) {
    item_.state = State::returned;
    if (auto &proposal = item_.complaint->round().proposal) {
        proposal->stage = ProposalStage::returned;
        proposal->approver = event_.actor;
        proposal->reason = returned.reason;
    }
}

// A decision also tells the complainant that the complaint was received.
void ComplaintFold::operator()(Decided const &decided) {
    auto &complaint = *item_.complaint;
    auto &round = complaint.round();
    item_.state = State::replied;
    round.replied_at = at_;
    round.replied_by = event_.actor;
    if (!round.acknowledged_at) round.acknowledged_at = at_;
    if (round.proposal) round.proposal->stage = ProposalStage::replied;
    for (auto &remedy : complaint.remedies)
        if (remedy.round == round.number && remedy.state == RemedyState::granted) {
            remedy.due_at = decided.remedies_due;
            remedy.changed = event_.seq;
        }
    item_.invitations.push_back({at_, std::nullopt, std::nullopt});
    clocks_.answer();
    clocks_.end(ClockKind::acknowledge, Stage::completed);
    clocks_.end(ClockKind::reply, Stage::completed);
}

void ComplaintFold::operator()(OutcomeRecorded const &recorded) {
    auto &complaint = *item_.complaint;
    complaint.round().outcome = recorded.outcome;
    complaint.round().outcome_at = at_;
    if (recorded.next_round > 0) return begin_round(recorded);
    bool const accepted = recorded.outcome == ComplaintOutcome::accepted;
    item_.state = accepted ? State::accepted : State::closed;
    if (accepted) {
        item_.resolved_at = at_;
        if (!item_.first_resolved_at) item_.first_resolved_at = at_;
    }
    end_complaint();
}

void ComplaintFold::operator()(Extended const &extended) {
    item_.complaint->round().extensions = extended.step;
    clocks_.extend();
}

void ComplaintFold::operator()(RemedyDone const &done) {
    if (auto *remedy = changed_part(event_, item_.complaint->remedies, done.number)) {
        remedy->state = RemedyState::done;
        remedy->done_at = at_;
        remedy->done_by = event_.actor;
    }
}

void ComplaintFold::operator()(Withdrawn const &) {
    item_.state = State::withdrawn;
    end_complaint();
}

void ComplaintFold::operator()(CauseFound const &found) {
    item_.complaint->cause = found.cause;
    item_.complaint->contributing = found.contributing;
}

// ---- improvement actions

void ComplaintFold::operator()(Planned const &planned) {
    item_.action = {planned.nature, planned.causes, planned.complaints,
                    planned.due,    std::nullopt,   {},
                    std::nullopt};
    clocks_.end(ClockKind::task, Stage::cancelled);
    clocks_.start_until(ClockKind::task, planned.due);
}

void ComplaintFold::operator()(ActionDone const &) {
    item_.state = State::done;
    clocks_.end(ClockKind::task, Stage::completed);
    if (!item_.action) return;
    item_.action->done_at = at_;
    item_.action->done_by = event_.actor;
}

void ComplaintFold::operator()(ActionVerified const &verified) {
    if (!verified.effective) {
        item_.state = State::in_progress;
        clocks_.continue_task();
        return;
    }
    item_.state = State::verified;
    item_.closed_at = at_;
    if (item_.action) item_.action->verified_at = at_;
}

}  // namespace dcc::rules
