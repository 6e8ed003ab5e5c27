#include <dcc/rules/lifecycle.hpp>

#include <array>
#include <initializer_list>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

// A set of states, a bit each.
using States = unsigned;

constexpr States states(std::initializer_list<State> list) {
    States set = 0;
    for (auto const state : list) set |= 1U << static_cast<unsigned>(state);
    return set;
}

constexpr States open = states(
    {State::new_case, State::triaged, State::assigned, State::in_progress, State::waiting_customer,
     State::waiting_third_party, State::in_review, State::approved, State::reopened});
constexpr States under_review = states({State::in_review, State::approved});
constexpr States waiting = states({State::waiting_customer, State::waiting_third_party});
constexpr States resolved = states({State::resolved});
constexpr States ended =
    states({State::resolved, State::closed, State::cancelled, State::duplicate});

struct Row {
    Step step;
    States from;
};

// The lifecycle of a service case: from which states each step is legal. Where it leads is told by
// what happens (see timeline.cpp).
constexpr std::array<Row, step_words.size()> lifecycle{{
    {Step::triage, open},
    {Step::assign, open},
    {Step::start, states({State::new_case, State::triaged, State::assigned, State::reopened})},
    {Step::note, open | ended},
    {Step::receive, open | resolved},
    {Step::reply, open | resolved},
    {Step::wait, open},
    {Step::resume, waiting},
    {Step::resolve, open & ~under_review},
    {Step::reopen, ended},
    {Step::close, resolved},
    {Step::cancel, open},
    {Step::facts, open},
    {Step::propose, open & ~waiting},
    {Step::review, states({State::in_review})},
    {Step::confirm, states({State::approved})},
    {Step::promise, open},
    {Step::visit, open | resolved},
    {Step::feedback, states({State::resolved, State::closed})},
}};

}  // namespace

bool is_legal(State state, Step step) {
    return (lifecycle.at(static_cast<std::size_t>(step)).from & states({state})) != 0;
}

std::vector<Step> legal_steps(State state) {
    std::vector<Step> steps;
    for (auto const &row : lifecycle)
        if (is_legal(state, row.step)) steps.push_back(row.step);
    return steps;
}

std::optional<Refusal> refuse_illegal(Case const &item, Step step) {
    if (is_legal(item.state, step)) return std::nullopt;
    std::string legal;
    for (auto const candidate : legal_steps(item.state))
        legal += fmt::format("{}{}", legal.empty() ? "" : ", ", word(candidate));
    return Refusal{
        "illegal_step",
        fmt::format("{} is {}: {} is not possible", item.id.text(), word(item.state), word(step)),
        fmt::format("possible now: {}", legal)};
}

}  // namespace dcc::rules
