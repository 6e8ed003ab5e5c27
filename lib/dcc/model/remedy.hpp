#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/model/words.hpp>

namespace dcc {

// The remedies of hints; the comments describe their arguments. One table of the tools turns each
// into a command (tools/common/remedies.cpp).
enum class Remedy : int {
    // The arguments of a use case or a report.
    give,           // supply the argument that is missing or empty: "article.title"
    answer_checks,  // the items of the checklist
    correct_fact,   // the name of the fact, and the pattern it must match, if any
    map_column,     // map a column of the table to a field
    raise_limit,    // of a search
    check_clock,    // the current time is earlier than the last event
    find_customer,
    find_case,
    edit_customer,    // the customer
    choose_customer,  // the case, and the customer that it may belong to instead
    show_customer,    // the customer
    list_doubts,      // about who is whom; without arguments
    list_articles,
    add_article,
    search_article,  // with other search terms
    list_incidents,
    // The next step on a case, whose id is the first argument.
    show_case,
    show_history,
    show_clocks,
    show_reasons,     // for its classification and assignment
    classify,         // by hand
    learn,            // make the model that suggests categories
    supply_facts,     // the names of the facts
    supply_or_allow,  // the same, or have the policy dispatch cases that lack them
    supply_purchase,  // the names of the facts
    triage_again,
    triage_case,  // the same, without waiting
    resume_to_triage,
    assign,          // to a person, the second argument
    assign_handler,  // another one, to a complaint
    list_evidence,   // of a complaint
    propose,         // a solution
    propose_draft,
    propose_again,
    submit_draft,
    review,
    return_solution,  // instead of approving it; without arguments
    confirm,
    reopen,
    undo_ending,
    read_again,  // the solution
    book_visit,
    cancel_visit,  // the visit instead of the case, and the case that may have it instead
    move_visit,    // the visit instead of the case
    list_visits,   // the technician instead of the case
    list_messages,
    finish_message,     // the message instead of the case
    notify_and_finish,  // the message instead of the case
    // Messages that could not be delivered; without arguments.
    retry_messages,  // by hand
    deliver_again,   // later
    // The desk and its files; without arguments.
    create_desk,
    list_packs,  // that a desk can start from
    name_policy,
    wait_longer,  // for another writer
    verify_desk,
    restore_backup,
    mend_desk,     // verify it, then rebuild it or restore a backup
    rebuild_desk,  // or restore a backup
    compact_desk,  // its protection was not finished
    name_key,      // the master key of a protected desk
    act_as,        // the id that the staff list has for the caller
};

constexpr WordTable<Remedy, 61> remedy_words{{
    {Remedy::give, "give"},
    {Remedy::answer_checks, "answer_checks"},
    {Remedy::correct_fact, "correct_fact"},
    {Remedy::map_column, "map_column"},
    {Remedy::raise_limit, "raise_limit"},
    {Remedy::check_clock, "check_clock"},
    {Remedy::find_customer, "find_customer"},
    {Remedy::find_case, "find_case"},
    {Remedy::edit_customer, "edit_customer"},
    {Remedy::choose_customer, "choose_customer"},
    {Remedy::show_customer, "show_customer"},
    {Remedy::list_doubts, "list_doubts"},
    {Remedy::list_articles, "list_articles"},
    {Remedy::add_article, "add_article"},
    {Remedy::search_article, "search_article"},
    {Remedy::list_incidents, "list_incidents"},
    {Remedy::show_case, "show_case"},
    {Remedy::show_history, "show_history"},
    {Remedy::show_clocks, "show_clocks"},
    {Remedy::show_reasons, "show_reasons"},
    {Remedy::classify, "classify"},
    {Remedy::learn, "learn"},
    {Remedy::supply_facts, "supply_facts"},
    {Remedy::supply_or_allow, "supply_or_allow"},
    {Remedy::supply_purchase, "supply_purchase"},
    {Remedy::triage_again, "triage_again"},
    {Remedy::triage_case, "triage_case"},
    {Remedy::resume_to_triage, "resume_to_triage"},
    {Remedy::assign, "assign"},
    {Remedy::assign_handler, "assign_handler"},
    {Remedy::list_evidence, "list_evidence"},
    {Remedy::propose, "propose"},
    {Remedy::propose_draft, "propose_draft"},
    {Remedy::propose_again, "propose_again"},
    {Remedy::submit_draft, "submit_draft"},
    {Remedy::review, "review"},
    {Remedy::return_solution, "return_solution"},
    {Remedy::confirm, "confirm"},
    {Remedy::reopen, "reopen"},
    {Remedy::undo_ending, "undo_ending"},
    {Remedy::read_again, "read_again"},
    {Remedy::book_visit, "book_visit"},
    {Remedy::cancel_visit, "cancel_visit"},
    {Remedy::move_visit, "move_visit"},
    {Remedy::list_visits, "list_visits"},
    {Remedy::list_messages, "list_messages"},
    {Remedy::finish_message, "finish_message"},
    {Remedy::notify_and_finish, "notify_and_finish"},
    {Remedy::retry_messages, "retry_messages"},
    {Remedy::deliver_again, "deliver_again"},
    {Remedy::create_desk, "create_desk"},
    {Remedy::list_packs, "list_packs"},
    {Remedy::name_policy, "name_policy"},
    {Remedy::wait_longer, "wait_longer"},
    {Remedy::verify_desk, "verify_desk"},
    {Remedy::restore_backup, "restore_backup"},
    {Remedy::mend_desk, "mend_desk"},
    {Remedy::rebuild_desk, "rebuild_desk"},
    {Remedy::compact_desk, "compact_desk"},
    {Remedy::name_key, "name_key"},
    {Remedy::act_as, "act_as"},
}};
constexpr auto const &words_of(Remedy) {
    return remedy_words;
}

}  // namespace dcc
