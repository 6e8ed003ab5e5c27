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
    propose,
    review,
    confirm,
    promise,
    notify,  // a message to the customer, made from a template, and its delivery
    visit,
    erase,  // texts or personal data were erased
    hold,   // texts must be kept, or need not be any more
    feedback,
};

constexpr WordTable<Step, 24> step_words{{
    {Step::open, "open"},       {Step::triage, "triage"}, {Step::assign, "assign"},
    {Step::start, "start"},     {Step::note, "note"},     {Step::receive, "receive"},
    {Step::reply, "reply"},     {Step::wait, "wait"},     {Step::resume, "resume"},
    {Step::resolve, "resolve"}, {Step::reopen, "reopen"}, {Step::close, "close"},
    {Step::lapse, "lapse"},     {Step::cancel, "cancel"}, {Step::facts, "facts"},
    {Step::propose, "propose"}, {Step::review, "review"}, {Step::confirm, "confirm"},
    {Step::promise, "promise"}, {Step::notify, "notify"}, {Step::visit, "visit"},
    {Step::erase, "erase"},     {Step::hold, "hold"},     {Step::feedback, "feedback"},
}};
constexpr auto const &words_of(Step) {
    return step_words;
}

}  // namespace dcc
