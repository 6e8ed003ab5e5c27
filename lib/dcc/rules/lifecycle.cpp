#include <dcc/rules/lifecycle.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

constexpr States service_open{
    State::new_case,    State::triaged,          State::assigned,
    State::in_progress, State::waiting_customer, State::waiting_third_party,
    State::in_review,   State::approved,         State::reopened};
constexpr States under_review{State::in_review, State::approved};
constexpr States waiting{State::waiting_customer, State::waiting_third_party};
constexpr States service_resolved{State::resolved};
constexpr States service_ended{State::resolved, State::closed, State::cancelled, State::duplicate};

using Steps = std::array<LifecycleStep, step_words.size()>;

// The rows in the order of the steps. A step without a row is never legal.
constexpr Steps steps_of(std::initializer_list<LifecycleStep> rows) {
    Steps steps;
    for (std::size_t i = 0; i < steps.size(); ++i) steps[i] = {step_words[i].first, {}, false};
    for (auto const &row : rows) steps[static_cast<std::size_t>(row.step)] = row;
    return steps;
}

constexpr std::array clocks_at_opening{ClockKind::first_response, ClockKind::resolution,
                                       ClockKind::handoff};

constexpr Steps service_steps = steps_of({
    {Step::triage, service_open},
    {Step::assign, service_open},
    {Step::start, States{State::new_case, State::triaged, State::assigned, State::reopened}},
    {Step::note, service_open | service_ended},
    {Step::receive, service_open | service_resolved},
    {Step::reply, service_open | service_resolved},
    {Step::wait, service_open},
    {Step::resume, waiting},
    {Step::resolve, service_open - under_review},
    {Step::reopen, service_ended},
    {Step::close, service_resolved},
    {Step::lapse, waiting, false},
    {Step::cancel, service_open},
    {Step::facts, service_open | service_ended},
    {Step::correct, service_open | service_ended, false},
    {Step::propose, service_open - waiting},
    {Step::review, States{State::in_review}},
    {Step::confirm, States{State::approved}},
    {Step::promise, service_open},
    {Step::notify, service_open | service_ended, false},
    {Step::visit, service_open | service_resolved},
    {Step::erase, service_open | service_ended, false},
    {Step::hold, service_open | service_ended, false},
    {Step::feedback, service_open | service_ended},
});

// Complaints, after the stages of ISO 10002:2018, clause 7. `undecided`: before the reply of a
// round.
constexpr States undecided{State::received,      State::acknowledged, State::assessed,
                           State::investigating, State::proposed,     State::returned,
                           State::approved,      State::contested};
constexpr States on_hold = waiting | States{State::in_testing};
constexpr States replied{State::replied};
constexpr States complaint_open = undecided | on_hold | replied;
constexpr States complaint_ended{State::accepted, State::closed, State::withdrawn};

constexpr std::array<NamedStates, 4> sets_of_complaint{{
    {undecided | on_hold, "every state before the reply"},
    {undecided, "every state before the reply, unless it waits"},
    {complaint_open, "every open state"},
    {complaint_open | complaint_ended, "every state"},
}};

constexpr std::array clocks_of_complaint{ClockKind::acknowledge, ClockKind::reply,
                                         ClockKind::handoff};

constexpr Steps complaint_steps = steps_of({
    {Step::assign, undecided | on_hold},
    {Step::note, complaint_open | complaint_ended},
    {Step::receive, complaint_open},
    {Step::reply, complaint_open, true, "contact"},
    {Step::wait, undecided | on_hold, true, {}, on_hold},
    {Step::resume, on_hold, true, {}, undecided},
    {Step::close, States{State::accepted}, true, {}, States{State::closed}},
    {Step::lapse, complaint_open, false},
    {Step::facts, complaint_open | complaint_ended},
    {Step::correct, complaint_open | complaint_ended, false},
    {Step::notify, complaint_open | complaint_ended, false},
    {Step::visit, complaint_open},
    {Step::erase, complaint_open | complaint_ended, false},
    {Step::hold, complaint_open | complaint_ended, false},
    {Step::feedback, complaint_open | complaint_ended},
    {Step::acknowledge, undecided | on_hold, true, {}, States{State::acknowledged}},
    {Step::assess,
     undecided - States{State::proposed, State::approved},
     true,
     {},
     States{State::assessed}},
    {Step::evidence, complaint_open, true, {}, States{State::investigating}},
    {Step::finding, undecided | on_hold, true, {}, States{State::investigating}},
    {Step::recuse, complaint_open},
    {Step::propose_remedy,
     States{State::assessed, State::investigating, State::proposed, State::returned,
            State::approved},
     true, "propose", States{State::proposed}},
    {Step::approve, States{State::proposed}, true, {}, States{State::approved}},
    {Step::give_back, States{State::proposed}, true, {}, States{State::returned}},
    {Step::decide, States{State::approved}, true, "reply", States{State::replied}},
    {Step::outcome,
     replied | States{State::accepted, State::closed},
     true,
     {},
     States{State::accepted, State::contested, State::closed}},
    {Step::extend, undecided | on_hold},
    {Step::remedy, complaint_open | complaint_ended},
    {Step::withdraw, complaint_open, true, {}, States{State::withdrawn}},
    {Step::cause, complaint_open | complaint_ended},
});

// Improvement actions.
constexpr States action_open{State::planned, State::in_progress, State::done, State::reopened};
constexpr States action_ended{State::verified, State::cancelled};

constexpr Steps action_steps = steps_of({
    {Step::assign, action_open},
    {Step::start, States{State::planned, State::reopened}, true, {}, States{State::in_progress}},
    {Step::note, action_open | action_ended},
    {Step::reopen, States{State::verified}, true, {}, States{State::reopened}},
    {Step::cancel, action_open, true, {}, States{State::cancelled}},
    {Step::facts, action_open | action_ended},
    {Step::correct, action_open | action_ended, false},
    {Step::erase, action_open | action_ended, false},
    {Step::hold, action_open | action_ended, false},
    {Step::plan, action_open, false},
    {Step::finish, action_open - States{State::done}, true, {}, States{State::done}},
    {Step::verify, States{State::done}, true, {}, States{State::verified, State::in_progress}},
});

constexpr States all_ended = service_ended | complaint_ended | action_ended;

constexpr std::array<Lifecycle, case_kind_words.size()> lifecycles{{
    {CaseKind::service, service_open | service_ended, service_steps, all_ended, clocks_at_opening},
    {CaseKind::complaint, complaint_open | complaint_ended, complaint_steps, all_ended,
     clocks_of_complaint, sets_of_complaint},
    {CaseKind::action, action_open | action_ended, action_steps, all_ended, {}},
}};

// Rows are found by index, every step has a word and a row, and the ended states agree with the
// model.
constexpr bool are_sound() {
    if (step_words.back().first != Step::verify) return false;
    for (std::size_t j = 0; j < step_words.size(); ++j)
        if (step_words[j].first != Step(j)) return false;
    for (std::size_t i = 0; i < lifecycles.size(); ++i)
        if (lifecycles[i].kind != case_kind_words[i].first) return false;
    for (auto const &[state, text] : state_words)
        if (all_ended.holds(state) != dcc::is_ended(state)) return false;
    return true;
}
static_assert(are_sound());

}  // namespace

Lifecycle const &lifecycle_of(CaseKind kind) {
    return lifecycles.at(static_cast<std::size_t>(kind));
}

Lifecycle const &lifecycle_of(Case const &item) {
    bool const is_former = item.kind == CaseKind::complaint && !item.complaint;
    return lifecycle_of(is_former ? CaseKind::service : item.kind);
}

LifecycleStep const &row_of(Lifecycle const &lifecycle, Step step) {
    return lifecycle.steps.at(static_cast<std::size_t>(step));
}

bool is_legal(CaseKind kind, State state, Step step) {
    return row_of(lifecycle_of(kind), step).from.holds(state);
}

bool is_legal(Case const &item, Step step) {
    return row_of(lifecycle_of(item), step).from.holds(item.state);
}

std::vector<Step> legal_steps(CaseKind kind, State state) {
    std::vector<Step> steps;
    for (auto const &row : lifecycle_of(kind).steps)
        if (row.offered && row.from.holds(state)) steps.push_back(row.step);
    return steps;
}

bool is_ended(Case const &item) {
    return lifecycle_of(item).ended.holds(item.state);
}

namespace {

std::string_view described(CaseKind kind) {
    switch (kind) {
        case CaseKind::service: return "no complaint";
        case CaseKind::complaint: return "a complaint";
        case CaseKind::action: return "an improvement action";
    }
    return {};
}

}  // namespace

std::optional<Refusal> refuse_illegal(Case const &item, Step step) {
    auto const &lifecycle = lifecycle_of(item);
    if (row_of(lifecycle, step).from.holds(item.state)) return std::nullopt;
    std::string legal;
    for (auto const &row : lifecycle.steps)
        if (row.offered && row.from.holds(item.state) &&
            !(row.step == Step::feedback && item.invitations.empty()))
            legal += fmt::format("{}{}", legal.empty() ? "" : ", ", row.text());
    auto const &row = row_of(lifecycle, step);
    bool const is_foreign = row.from == States{};
    return Refusal{
        "illegal_step",
        is_foreign ? say("{} is {}: it has no step {}", item.id.text(), described(lifecycle.kind),
                         row.text())
                   : say("{} is {}: {} is not possible", item.id.text(), item.state, row.text()),
        item.duplicate_of
            ? say("{} is worked instead; possible now: {}", item.duplicate_of->text(), legal)
            : say("possible now: {}", legal)};
}

}  // namespace dcc::rules
