#pragma once

#include <dcc/model/words.hpp>

namespace dcc {

// The state of a case. A lifecycle (see kind.hpp) uses some of them.
enum class State {
    new_case,
    triaged,
    assigned,
    in_progress,
    waiting_customer,
    waiting_third_party,
    in_review,
    approved,
    reopened,
    resolved,
    closed,
    cancelled,
    duplicate,
};

constexpr WordTable<State, 13> state_words{{
    {State::new_case, "new"},
    {State::triaged, "triaged"},
    {State::assigned, "assigned"},
    {State::in_progress, "in_progress"},
    {State::waiting_customer, "waiting_customer"},
    {State::waiting_third_party, "waiting_third_party"},
    {State::in_review, "in_review"},
    {State::approved, "approved"},
    {State::reopened, "reopened"},
    {State::resolved, "resolved"},
    {State::closed, "closed"},
    {State::cancelled, "cancelled"},
    {State::duplicate, "duplicate"},
}};
constexpr auto const &words_of(State) {
    return state_words;
}

// Whether work on a case in the state has ended, finally or until it is reopened. The same for
// every kind of case.
constexpr bool is_ended(State state) {
    return state >= State::resolved;
}

// Whether a case in the state waits for the customer or a third party.
constexpr bool is_waiting(State state) {
    return state == State::waiting_customer || state == State::waiting_third_party;
}

}  // namespace dcc
