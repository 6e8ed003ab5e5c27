#pragma once

#include <dcc/model/words.hpp>

namespace dcc {

// What can be done with a case or happen to it. A lifecycle says in which states each step is
// legal.
enum class Step {
    open,
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
    lapse,  // closed because the customer did not answer in time
    cancel,
    facts,
    correct,  // an earlier event was withdrawn
    propose,
    review,
    confirm,
    promise,
    notify,  // a message to the customer, made from a template, and its delivery
    visit,
    erase,  // texts or personal data were erased
    hold,   // texts must be kept, or need not be any more
    feedback,
    // Of complaints.
    acknowledge,
    assess,
    evidence,
    finding,
    recuse,
    propose_remedy,
    approve,
    give_back,
    decide,
    outcome,
    extend,
    remedy,  // a granted remedy was carried out
    withdraw,
    cause,
    // Of improvement actions.
    plan,
    finish,
    verify,
};

constexpr WordTable<Step, 42> step_words{{
    {Step::open, "open"},
    {Step::triage, "triage"},
    {Step::assign, "assign"},
    {Step::start, "start"},
    {Step::note, "note"},
    {Step::receive, "receive"},
    {Step::reply, "reply"},
    {Step::wait, "wait"},
    {Step::resume, "resume"},
    {Step::resolve, "resolve"},
    {Step::reopen, "reopen"},
    {Step::close, "close"},
    {Step::lapse, "lapse"},
    {Step::cancel, "cancel"},
    {Step::facts, "facts"},
    {Step::correct, "correct"},
    {Step::propose, "propose"},
    {Step::review, "review"},
    {Step::confirm, "confirm"},
    {Step::promise, "promise"},
    {Step::notify, "notify"},
    {Step::visit, "visit"},
    {Step::erase, "erase"},
    {Step::hold, "hold"},
    {Step::feedback, "feedback"},
    {Step::acknowledge, "acknowledge"},
    {Step::assess, "assess"},
    {Step::evidence, "evidence"},
    {Step::finding, "finding"},
    {Step::recuse, "recuse"},
    {Step::propose_remedy, "propose_remedy"},
    {Step::approve, "approve"},
    {Step::give_back, "return"},
    {Step::decide, "decide"},
    {Step::outcome, "outcome"},
    {Step::extend, "extend"},
    {Step::remedy, "remedy"},
    {Step::withdraw, "withdraw"},
    {Step::cause, "cause"},
    {Step::plan, "plan"},
    {Step::finish, "done"},
    {Step::verify, "verify"},
}};
constexpr auto const &words_of(Step) {
    return step_words;
}

}  // namespace dcc
