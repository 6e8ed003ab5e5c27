#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

constexpr States none{};
constexpr States open{State::new_case,    State::triaged,          State::assigned,
                      State::in_progress, State::waiting_customer, State::waiting_third_party,
                      State::in_review,   State::approved,         State::reopened};
constexpr States under_review{State::in_review, State::approved};
constexpr States waiting{State::waiting_customer, State::waiting_third_party};
constexpr States resolved{State::resolved};
constexpr States ended{State::resolved, State::closed, State::cancelled, State::duplicate};

constexpr std::array clocks_at_opening{ClockKind::first_response, ClockKind::resolution,
                                       ClockKind::handoff};

constexpr std::array<LifecycleStep, step_words.size()> service_steps{{
    {Step::open, none, false},
    {Step::triage, open},
    {Step::assign, open},
    {Step::start, States{State::new_case, State::triaged, State::assigned, State::reopened}},
    {Step::note, open | ended},
    {Step::receive, open | resolved},
    {Step::reply, open | resolved},
    {Step::wait, open},
    {Step::resume, waiting},
    {Step::resolve, open - under_review},
    {Step::reopen, ended},
    {Step::close, resolved},
    {Step::lapse, waiting, false},
    {Step::cancel, open},
    {Step::facts, open},
    {Step::propose, open - waiting},
    {Step::review, States{State::in_review}},
    {Step::confirm, States{State::approved}},
    {Step::promise, open},
    {Step::notify, open | ended, false},
    {Step::visit, open | resolved},
    {Step::erase, open | ended, false},
    {Step::hold, open | ended, false},
    {Step::feedback, States{State::resolved, State::closed}},
}};

// Complaints have the same steps as service cases.
constexpr std::array<Lifecycle, case_kind_words.size()> lifecycles{{
    {CaseKind::service, service_steps, ended, clocks_at_opening},
    {CaseKind::complaint, service_steps, ended, clocks_at_opening},
}};

// Rows are found by index, every step has a word and a row, and the ended states agree with the
// model.
constexpr bool are_sound() {
    if (step_words.back().first != Step::feedback) return false;
    for (std::size_t j = 0; j < step_words.size(); ++j)
        if (step_words[j].first != Step(j)) return false;
    for (std::size_t i = 0; i < lifecycles.size(); ++i) {
        if (lifecycles[i].kind != case_kind_words[i].first) return false;
        for (std::size_t j = 0; j < step_words.size(); ++j)
            if (lifecycles[i].steps[j].step != step_words[j].first) return false;
        for (auto const &[state, text] : state_words)
            if (lifecycles[i].ended.holds(state) != dcc::is_ended(state)) return false;
    }
    return true;
}
static_assert(are_sound());

}  // namespace

Lifecycle const &lifecycle_of(CaseKind kind) {
    return lifecycles.at(static_cast<std::size_t>(kind));
}

bool is_legal(CaseKind kind, State state, Step step) {
    return lifecycle_of(kind).steps.at(static_cast<std::size_t>(step)).from.holds(state);
}

std::vector<Step> legal_steps(CaseKind kind, State state) {
    std::vector<Step> steps;
    for (auto const &row : lifecycle_of(kind).steps)
        if (row.offered && row.from.holds(state)) steps.push_back(row.step);
    return steps;
}

bool is_ended(Case const &item) {
    return lifecycle_of(item.kind).ended.holds(item.state);
}

std::optional<Refusal> refuse_illegal(Case const &item, Step step) {
    if (is_legal(item.kind, item.state, step)) return std::nullopt;
    std::string legal;
    for (auto const candidate : legal_steps(item.kind, item.state))
        legal += fmt::format("{}{}", legal.empty() ? "" : ", ", word(candidate));
    return Refusal{
        "illegal_step",
        fmt::format("{} is {}: {} is not possible", item.id.text(), word(item.state), word(step)),
        fmt::format("possible now: {}", legal)};
}

}  // namespace dcc::rules
