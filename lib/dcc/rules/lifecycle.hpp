#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/words.hpp>

#include <optional>
#include <vector>

namespace dcc::rules {

// What can be done to a service case. The words are those of the command line.
enum class Step {
    triage,
    assign,
    start,
    note,
    receive,
    reply,
    wait,
    resume,
    resolve,
    reopen,
    close,
    cancel,
    facts,
    propose,
    review,
    confirm,
    promise,
    visit,
    feedback,
};

constexpr WordTable<Step, 19> step_words{{
    {Step::triage, "triage"},     {Step::assign, "assign"},   {Step::start, "start"},
    {Step::note, "note"},         {Step::receive, "receive"}, {Step::reply, "reply"},
    {Step::wait, "wait"},         {Step::resume, "resume"},   {Step::resolve, "resolve"},
    {Step::reopen, "reopen"},     {Step::close, "close"},     {Step::cancel, "cancel"},
    {Step::facts, "facts"},       {Step::propose, "propose"}, {Step::review, "review"},
    {Step::confirm, "confirm"},   {Step::promise, "promise"}, {Step::visit, "visit"},
    {Step::feedback, "feedback"},
}};
constexpr auto const &words_of(Step) {
    return step_words;
}

// Whether a case in the state can take the step.
bool is_legal(State state, Step step);

// The steps a case in the state can take, in the order of the enum.
std::vector<Step> legal_steps(State state);

// Nothing when the step is legal; else the refusal "illegal_step" that names the legal ones.
std::optional<Refusal> refuse_illegal(Case const &item, Step step);

}  // namespace dcc::rules
