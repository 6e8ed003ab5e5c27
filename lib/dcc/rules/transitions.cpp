#include <dcc/model/event.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/transitions.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

using namespace event;
using Payloads = std::vector<Payload>;

Payload proposed(bool reviewed) {
    Proposed solution;
    solution.version = 1;
    if (reviewed) solution.review_by = "a rule";
    return solution;
}

Payload assigned(char const *person) {
    Assigned given;
    given.team = "a team";
    given.person = person;
    return given;
}

Payload reviewed(bool approved) {
    Reviewed verdict;
    verdict.approved = approved;
    return verdict;
}

Payload waited(State on) {
    Waited wait;
    wait.on = on;
    return wait;
}

Payload outcome(ComplaintOutcome result, int next_round) {
    OutcomeRecorded recorded;
    recorded.outcome = result;
    recorded.next_round = next_round;
    return recorded;
}

Payload cancelled(std::optional<CaseId> duplicate_of) {
    Cancelled ended;
    ended.duplicate_of = duplicate_of;
    return ended;
}

// The events that a step can be, as far as they lead to different states. Steps that are missing
// here never change the state.
Payloads events_of(CaseKind kind, Step step) {
    switch (step) {
        case Step::triage: return {Triaged{}};
        case Step::assign: return {assigned(""), assigned("somebody")};
        case Step::start: return {Started{}};
        case Step::receive: return {Received{}};
        case Step::reply: return {Replied{}};
        case Step::wait:
            if (kind == CaseKind::complaint)
                return {waited(State::waiting_customer), waited(State::waiting_third_party),
                        waited(State::in_testing)};
            return {waited(State::waiting_customer), waited(State::waiting_third_party)};
        case Step::resume: return {Resumed{}};
        case Step::resolve: return {Resolved{}};
        case Step::reopen: return {Reopened{}};
        case Step::close:
        case Step::lapse: return {Closed{}};
        case Step::cancel: return {cancelled({}), cancelled(CaseId{2})};
        case Step::propose: return {proposed(false), proposed(true)};
        case Step::review: return {reviewed(true), reviewed(false)};
        case Step::confirm: return {Confirmed{}};
        case Step::acknowledge: return {Acknowledged{}};
        case Step::assess: return {Assessed{}};
        case Step::evidence: return {EvidenceAdded{}};
        case Step::finding: return {FindingAdded{}};
        case Step::propose_remedy: return {RemedyProposed{}};
        case Step::approve: return {RemedyApproved{}};
        case Step::give_back: return {RemedyReturned{}};
        case Step::decide: return {Decided{}};
        case Step::outcome:
            return {outcome(ComplaintOutcome::accepted, 0), outcome(ComplaintOutcome::contested, 2),
                    outcome(ComplaintOutcome::silent, 0)};
        case Step::withdraw: return {Withdrawn{}};
        default: return {};
    }
}

Event at_once(Payload payload) {
    Event event;
    event.case_id = CaseId{1};
    event.payload = std::move(payload);
    return event;
}

Case opened(CaseKind kind, AdoptedTerms &adopted) {
    Opened opening;
    opening.kind = kind;
    if (kind == CaseKind::complaint) opening.registration.emplace();
    Case item;
    apply(item, at_once(std::move(opening)), adopted);
    return item;
}

}  // namespace

State first_state(CaseKind kind) {
    AdoptedTerms adopted;
    return opened(kind, adopted).state;
}

std::vector<Transition> transitions_of(CaseKind kind) {
    AdoptedTerms adopted;
    auto const begun = opened(kind, adopted);
    auto const &lifecycle = lifecycle_of(kind);
    std::vector<Transition> transitions;
    for (auto const &[state, text] : state_words) {
        if (!lifecycle.states.holds(state)) continue;
        for (auto const &row : lifecycle.steps) {
            if (!row.from.holds(state)) continue;
            // Only silence ends a case: in a waiting state, or after the reply to a complaint.
            if (row.step == Step::lapse && !is_waiting(state) && state != State::replied) continue;
            for (auto const &payload : events_of(kind, row.step)) {
                auto item = begun;
                item.state = state;
                item.person = "somebody";
                item.before_wait =
                    kind == CaseKind::complaint ? State::investigating : State::in_progress;
                apply(item, at_once(payload), adopted);
                Transition const found{state, item.state, row.step, row.text(), row.offered};
                if (item.state != state &&
                    std::ranges::find(transitions, found) == transitions.end())
                    transitions.push_back(found);
            }
        }
    }
    return transitions;
}

}  // namespace dcc::rules
