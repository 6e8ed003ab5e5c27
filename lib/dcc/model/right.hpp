#pragma once

#include <dcc/model/words.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace dcc {

// The permissions that a role of the policy can grant. A permission keeps its word when a verb that
// needs it is renamed, so that no policy breaks.
enum class Right {
    intake_open,
    intake_import,
    intake_customer,
    intake_suggest,
    route_triage,
    route_assign,
    route_escalate,
    route_queue,
    route_why,
    route_learn,
    route_handover,
    route_task,
    route_staff,
    route_incident,
    case_list,
    case_show,
    case_history,
    case_clocks,
    case_search,
    case_article,
    case_start,
    case_note,
    case_receive,
    case_reply,
    case_wait,
    case_resume,
    case_propose,
    case_review,
    case_confirm,
    case_promise,
    case_facts,
    case_visit,
    case_resolve,
    case_reopen,
    case_close,
    case_cancel,
    case_link,
    case_feedback,
    case_outbox,
    complaint_open,
    complaint_show,
    complaint_acknowledge,
    complaint_assess,
    complaint_investigate,
    complaint_propose,
    complaint_approve,
    complaint_reply,
    complaint_outcome,
    complaint_extend,
    complaint_remedy,
    complaint_withdraw,
    complaint_cause,
    complaint_action,
    complaint_verify,
    complaint_callback,
    report_sla,
    report_backlog,
    report_held,
    report_complaints,
    report_triage,
    admin_verify,
    admin_rebuild,
    admin_backup,
    admin_export,
    admin_redact,
    admin_hold,
    admin_deliver,
    admin_key,
    act_as,
    time_set,
    policy_choose,
};

// A permission, its word, and what it allows, in the words of dcc-policy(5). The table below has
// one row for each, in the enum's order.
struct RightRow {
    Right right;
    std::string_view word;
    std::string_view allows;
};

constexpr std::array<RightRow, 71> rights{{
    {Right::intake_open, "intake.open", "open cases"},
    {Right::intake_import, "intake.import", "import cases with their history"},
    {Right::intake_customer, "intake.customer",
     "add, change, merge, show, find and list customers"},
    {Right::intake_suggest, "intake.suggest", "find articles and solved cases similar to a text"},
    {Right::route_triage, "route.triage", "classify, prioritise and dispatch cases"},
    {Right::route_assign, "route.assign", "assign cases to a person or a team"},
    {Right::route_escalate, "route.escalate",
     "warn of deadlines, announce missed ones, send due reminders, and close cases that wait too "
     "long"},
    {Right::route_queue, "route.queue", "list the work to be done"},
    {Right::route_why, "route.why", "show why a case was classified, rated and assigned as it is"},
    {Right::route_learn, "route.learn",
     "make the model that suggests categories, from cases that people have classified"},
    {Right::route_handover, "route.handover", "hand cases over, accept and return them"},
    {Right::route_task, "route.task", "open, carry out and list tasks of cases"},
    {Right::route_staff, "route.staff", "record who is absent, and show the staff and its work"},
    {Right::route_incident, "route.incident",
     "declare incidents, link cases with them, tell their customers, and resolve them"},
    {Right::case_list, "case.list", "list cases"},
    {Right::case_show, "case.show", "show cases"},
    {Right::case_history, "case.history", "show the events of cases"},
    {Right::case_clocks, "case.clocks", "show the clocks of cases"},
    {Right::case_search, "case.search", "find cases by their texts"},
    {Right::case_article, "case.article", "write, retire, show, list and find articles"},
    {Right::case_start, "case.start", "start work on cases"},
    {Right::case_note, "case.note", "add internal notes to cases"},
    {Right::case_receive, "case.receive", "record messages from customers"},
    {Right::case_reply, "case.reply", "reply to customers"},
    {Right::case_wait, "case.wait", "let cases wait for the customer or a third party"},
    {Right::case_resume, "case.resume", "resume cases that wait"},
    {Right::case_propose, "case.propose", "propose solutions and submit drafts"},
    {Right::case_review, "case.review", "approve or return solutions, if the role reviews"},
    {Right::case_confirm, "case.confirm", "confirm approved solutions"},
    {Right::case_promise, "case.promise", "promise customers a completion date"},
    {Right::case_facts, "case.facts", "supply or correct the facts of cases"},
    {Right::case_visit, "case.visit", "book, move, cancel, record, show and list visits"},
    {Right::case_resolve, "case.resolve", "solve cases, also while opening them"},
    {Right::case_reopen, "case.reopen", "reopen ended cases"},
    {Right::case_close, "case.close", "close solved cases"},
    {Right::case_cancel, "case.cancel",
     "end cases without a solution, or as duplicates, and merge them"},
    {Right::case_link, "case.link", "link cases with each other"},
    {Right::case_feedback, "case.feedback", "record and import feedback from customers"},
    {Right::case_outbox, "case.outbox", "list, show, retry and finish messages"},
    {Right::complaint_open, "complaint.open", "register complaints"},
    {Right::complaint_show, "complaint.show", "list and show complaints, actions and patterns"},
    {Right::complaint_acknowledge, "complaint.acknowledge",
     "record that complainants know that their complaint has arrived"},
    {Right::complaint_assess, "complaint.assess", "assess complaints"},
    {Right::complaint_investigate, "complaint.investigate",
     "add evidence and findings, and declare who must not judge a complaint"},
    {Right::complaint_propose, "complaint.propose", "propose decisions and remedies"},
    {Right::complaint_approve, "complaint.approve",
     "approve or return proposals, within the authority of the role"},
    {Right::complaint_reply, "complaint.reply", "communicate approved decisions"},
    {Right::complaint_outcome, "complaint.outcome",
     "record what complainants make of the decision, and close complaints"},
    {Right::complaint_extend, "complaint.extend", "extend the time to reply, if the role may"},
    {Right::complaint_remedy, "complaint.remedy", "record that remedies were carried out"},
    {Right::complaint_withdraw, "complaint.withdraw", "record that complaints were withdrawn"},
    {Right::complaint_cause, "complaint.cause", "record root causes"},
    {Right::complaint_action, "complaint.action", "plan improvement actions and carry them out"},
    {Right::complaint_verify, "complaint.verify", "verify improvement actions of others"},
    {Right::complaint_callback, "complaint.callback", "list and record calls to customers"},
    {Right::report_sla, "report.sla", "report service levels"},
    {Right::report_backlog, "report.backlog", "report open cases and their ages"},
    {Right::report_held, "report.held", "report how long people and teams held cases"},
    {Right::report_complaints, "report.complaints",
     "report complaints, their causes and improvement actions"},
    {Right::report_triage, "report.triage", "report how cases were classified and rated"},
    {Right::admin_verify, "admin.verify", "verify the desk file"},
    {Right::admin_rebuild, "admin.rebuild", "rebuild the tables of the desk file"},
    {Right::admin_backup, "admin.backup", "back up and restore the desk"},
    {Right::admin_export, "admin.export", "export all events and customers"},
    {Right::admin_redact, "admin.redact", "erase the personal data of a case or a customer"},
    {Right::admin_hold, "admin.hold", "keep the texts of cases from being erased"},
    {Right::admin_deliver, "admin.deliver",
     "deliver messages by a command, which is given the tokens of surveys"},
    {Right::admin_key, "admin.key", "encrypt personal data, and change the master key"},
    {Right::act_as, "act.as", "act under the names of others"},
    {Right::time_set, "time.set", "act at another time than now"},
    {Right::policy_choose, "policy.choose", "change a desk under another policy than its own"},
}};

constexpr auto right_words = [] {
    WordTable<Right, rights.size()> words{};
    for (std::size_t i = 0; i < rights.size(); ++i) words[i] = {rights[i].right, rights[i].word};
    return words;
}();
constexpr auto const &words_of(Right) {
    return right_words;
}

// The permissions that match a pattern of a policy: a word, or with "*" at its end all words with
// that beginning ("case.*", "*"). Empty when no permission matches.
std::vector<Right> rights_like(std::string_view pattern);

}  // namespace dcc
