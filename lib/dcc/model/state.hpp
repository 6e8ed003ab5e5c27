#pragma once

#include <dcc/model/words.hpp>

namespace dcc {

// The state of a case. A lifecycle (see kind.hpp) uses some of them.
enum class State {
    // Of service cases, some of them also of others.
    new_case,
    triaged,
    assigned,
    in_progress,
    waiting_customer,
    waiting_third_party,
    in_review,
    approved,
    reopened,
    // Of complaints.
    received,
    acknowledged,
    assessed,
    investigating,
    in_testing,  // something is examined by experts
    proposed,
    returned,
    replied,
    contested,
    // Of improvement actions.
    planned,
    done,
    // Work has ended.
    resolved,
    closed,
    cancelled,
    duplicate,
    accepted,
    withdrawn,
    verified,
};

constexpr WordTable<State, 27> state_words{{
    {State::new_case, "new"},
    {State::triaged, "triaged"},
    {State::assigned, "assigned"},
    {State::in_progress, "in_progress"},
    {State::waiting_customer, "waiting_customer"},
    {State::waiting_third_party, "waiting_third_party"},
    {State::in_review, "in_review"},
    {State::approved, "approved"},
    {State::reopened, "reopened"},
    {State::received, "received"},
    {State::acknowledged, "acknowledged"},
    {State::assessed, "assessed"},
    {State::investigating, "investigating"},
    {State::in_testing, "in_testing"},
    {State::proposed, "proposed"},
    {State::returned, "returned"},
    {State::replied, "replied"},
    {State::contested, "contested"},
    {State::planned, "planned"},
    {State::done, "done"},
    {State::resolved, "resolved"},
    {State::closed, "closed"},
    {State::cancelled, "cancelled"},
    {State::duplicate, "duplicate"},
    {State::accepted, "accepted"},
    {State::withdrawn, "withdrawn"},
    {State::verified, "verified"},
}};
constexpr auto const &words_of(State) {
    return state_words;
}

// Whether work on a case in the state has ended, finally or until it is reopened. The same for
// every kind of case.
constexpr bool is_ended(State state) {
    return state >= State::resolved;
}

// Whether a case in the state waits for the customer, a third party or a test.
constexpr bool is_waiting(State state) {
    return state == State::waiting_customer || state == State::waiting_third_party ||
           state == State::in_testing;
}

}  // namespace dcc
