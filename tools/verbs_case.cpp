#include "common/desk.hpp"
#include "common/filter_words.hpp"
#include "tools.hpp"
#include "verbs_article.hpp"
#include "verbs_correction.hpp"
#include "verbs_facts.hpp"
#include "verbs_feedback.hpp"
#include "verbs_outbox.hpp"
#include "verbs_search.hpp"
#include "verbs_show.hpp"
#include "verbs_solution.hpp"
#include "verbs_visit.hpp"
#include <dcc/desk/case.hpp>
#include <dcc/desk/case_merge.hpp>
#include <dcc/desk/link.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/report/case_parts.hpp>
#include <dcc/report/clocks.hpp>
#include <dcc/report/glance.hpp>
#include <dcc/report/history.hpp>
#include <dcc/rules/fields.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dcc::cli {
namespace {

// ---- showing

constexpr std::array kinds_listed{CaseKind::service, CaseKind::complaint};

struct ListArgs {
    store::CaseQuery query;
    FilterWords filter;
    std::vector<std::string> categories;
    std::vector<std::string> tags;
    std::vector<std::string> no_tags;
    std::vector<FieldValue> fields;
    std::optional<CustomerId> customer;
    std::optional<When> from;
    std::optional<When> before;
    std::optional<When> due_before;
    std::string sort = "due";
    Limit limit;
    bool all = false;
    bool overdue = false;
    bool nobody = false;
};

// Adds a category and all its subcategories to the list.
void add_category(Policy const &policy, std::string const &id, std::vector<std::string> &list) {
    if (!policy.category(id)) list.push_back(id);
    for (auto const &category : policy.categories)
        if (policy.is_within(category.id, id)) list.push_back(category.id);
}

void list(Context &context, ListArgs const &args) {
    ReadContext desk{context};
    auto query = args.query;
    query.only_open = !args.all && query.states.empty();
    args.filter.apply(context, desk, query);
    query.kinds = {kinds_listed.begin(), kinds_listed.end()};
    for (auto const &id : args.categories) add_category(desk.policy, id, query.categories);
    for (auto const &tag : args.tags) query.tags.push_back(fold_case(tag_text(tag)));
    for (auto const &tag : args.no_tags) query.no_tags.push_back(fold_case(tag_text(tag)));
    query.fields = accept(rules::listed_fields(desk.policy, args.fields));
    if (args.customer) query.customer = find_customer(desk.reader, *args.customer);
    auto const at = [&](std::optional<When> const &when) {
        return instant_of(when, frame_of(context, desk.policy, desk.now));
    };
    query.received_from = at(args.from);
    query.received_before = at(args.before);
    require_order(query.received_from, query.received_before, "--from", "--before");
    query.due_before = args.overdue ? std::optional{desk.now} : at(args.due_before);
    if (args.nobody) query.person = "";
    query.order = args.sort == "due"        ? store::CaseQuery::Order::due
                  : args.sort == "received" ? store::CaseQuery::Order::received
                                            : store::CaseQuery::Order::newest;
    query.limit = args.limit.rows();
    auto table = report::list_cases(desk.reader, query, desk.now);
    if (table.rows.empty())
        if (auto no = report::refuse_query(desk.policy, query)) throw Refused{*no};
    if (query.only_open) table.empty = "No such open case.";
    args.limit.note(table, say("cases"));
    context.print(table);
}

void add_list(Tool &tool) {
    auto args = std::make_shared<ListArgs>();
    auto &verb = tool.verb("list", "list open cases, the earliest deadline first");
    args->filter.declare(verb);
    add_states(verb, args->query.states, kinds_listed);
    verb.list("channel", args->query.channels, "NAME,…", "received by these channels");
    verb.list("category", args->categories, "ID,…", "of these categories and their subcategories");
    verb.list("priority", args->query.priorities, "NAME,…", "of these priorities");
    verb.list("tag", args->tags, "TAG,…", "with one of these tags");
    verb.list("no-tag", args->no_tags, "TAG,…", "with none of these tags");
    verb.option("field", args->fields, "ID=VALUE",
                "with this value of a field of the policy; may be repeated");
    verb.option("team", args->query.team, "TEAM", "assigned to this team");
    verb.option("person", args->query.person, "PERSON", "assigned to this person");
    verb.flag("nobody", args->nobody, "assigned to no person");
    verb.option("customer", args->customer, "CUSTOMER", "of this customer: K7");
    verb.option("from", args->from, "TIME", "received at or after");
    verb.option("before", args->before, "TIME", "received before");
    verb.option("due-before", args->due_before, "TIME", "with a deadline before");
    verb.flag("overdue", args->overdue, "with a deadline that has passed");
    verb.flag("incomplete", args->query.incomplete, "that lack facts their category requires");
    verb.flag("repeats", args->query.repeats, "that repeat an earlier case");
    verb.flag("all", args->all, "also ended cases");
    verb.choice("sort", args->sort, {"due", "received", "newest"}, "the order; due unless given");
    args->limit.declare(verb);
    verb.run(Right::case_list, [args](Context &context) { list(context, *args); });
}

// What a verb shows of a case, in rows.
using RowsOf = std::function<Table(ReadContext &, rules::AdoptedTerms &, Case const &)>;

// Prints the rows of all cases as one table. For several cases it has a column that names the case.
void print_rows(Context &context, Cases const &cases, RowsOf const &rows_of) {
    ReadContext desk{context};
    auto adopted = ledger::adopted_terms_of(desk.reader);
    Table all;
    std::optional<Quit> quit;
    try {
        for_each_case(context, cases, [&](CaseRef const &ref) {
            auto table = rows_of(desk, adopted,
                                 *ledger::load(desk.reader, adopted, find_case(desk.reader, ref)));
            if (all.columns.empty()) all.columns = std::move(table.columns);
            std::ranges::move(table.rows, std::back_inserter(all.rows));
            std::ranges::move(table.notes, std::back_inserter(all.notes));
        });
    } catch (Quit const &some_refused) {
        quit = some_refused;
    }
    if (cases.several && !all.columns.empty()) all.columns.front().title = "Case";
    if (!all.columns.empty() || cases.several) context.print(all);
    if (quit) throw Quit{quit->status};
}

void add_history(Tool &tool) {
    auto cases = std::make_shared<Cases>();
    auto &verb = tool.verb("history", "show all events of cases, oldest first");
    verb.cases(*cases);
    verb.run(Right::case_history, [cases](Context &context) {
        print_rows(context, *cases, [](ReadContext &desk, rules::AdoptedTerms &, Case const &item) {
            return report::history(desk.policy,
                                   report::with_merged(desk.reader, desk.reader.events(item.id)));
        });
    });
}

void add_clocks(Tool &tool) {
    struct Args {
        Cases cases;
        bool explain = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("clocks", "show the clocks of cases: target, elapsed, left, due");
    verb.cases(args->cases);
    verb.flag("explain", args->explain, "show what counted, what did not, and why");
    verb.run(Right::case_clocks, [args](Context &context) {
        if (!args->explain || context.format() != Format::text)
            return print_rows(
                context, args->cases,
                [&](ReadContext &desk, rules::AdoptedTerms &adopted, Case const &item) {
                    return (args->explain ? report::accounts : report::clocks)(adopted, item,
                                                                               desk.now);
                });
        ReadContext desk{context};
        auto adopted = ledger::adopted_terms_of(desk.reader);
        for_each_case(context, args->cases, [&](CaseRef const &ref) {
            context.print_one(report::explain_clocks(
                adopted, desk.policy,
                *ledger::load(desk.reader, adopted, find_case(desk.reader, ref)), desk.now));
        });
    });
}

// ---- working

void add_message(Tool &tool, Right right, char const *name, char const *summary, char const *help,
                 Outcome<ledger::Receipt> (*act)(ledger::Session &, CaseId, std::string const &)) {
    auto body = std::make_shared<std::string>();
    add_change(tool, right, name, summary,
               [body, act](ledger::Session &session, CaseId id) { return act(session, id, *body); })
        .text("body", *body, help)
        .required();
}

void add_start(Tool &tool) {
    auto force = std::make_shared<std::optional<std::string>>();
    auto &verb = add_change(
        tool, Right::case_start, "start", "start work on cases",
        [force](ledger::Session &session, CaseId id) { return desk::start(session, id, *force); });
    verb.details("A case without an assignee is assigned to whoever starts it.");
    verb.option("force", *force, "REASON", "why although you are absent or at capacity");
}

void add_resolve(Tool &tool) {
    struct Args {
        std::string body;
        std::optional<ArticleId> article;
        std::string force;
    };
    auto args = std::make_shared<Args>();
    auto &verb = add_change(tool, Right::case_resolve, "resolve",
                            "resolve cases with an answer to the customer",
                            [args](ledger::Session &session, CaseId id) {
                                desk::Answer answer{args->body, args->article};
                                answer.despite = args->force;
                                return desk::resolve(session, id, answer);
                            });
    verb.text("body", args->body, "the answer");
    verb.option("article", args->article, "ARTICLE",
                "answer from this article: A7; its text is the answer unless given");
    verb.option("force", args->force, "REASON", "why although tasks of the case are open");
}

void add_end(Tool &tool, Right right, char const *name, char const *summary,
             Outcome<ledger::Receipt> (*act)(ledger::Session &, CaseId, std::string const &)) {
    auto reason = std::make_shared<std::string>();
    add_change(tool, right, name, summary, [reason, act](ledger::Session &session, CaseId id) {
        return act(session, id, *reason);
    }).text("reason", *reason, "why");
}

void add_receive(Tool &tool) {
    struct Args {
        std::string body;
        std::string channel;
        bool no_reopen = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = add_change(
        tool, Right::case_receive, "receive", "record a message from the customer",
        [args](ledger::Session &session, CaseId id) {
            return desk::receive(session, id, args->body, args->channel,
                                 args->no_reopen ? desk::Aside::yes : desk::Aside::by_policy);
        });
    verb.details(
        "It ends waiting for the customer, and reopens a resolved case. Thanks and automatic "
        "answers do not: those that [messages].aside of the policy matches, and with --no-reopen. "
        "A "
        "message for a duplicate is recorded in the case that is worked instead.");
    verb.text("body", args->body, "the message").required();
    verb.option("channel", args->channel, "NAME", "its channel; the case's unless given");
    verb.flag("no-reopen", args->no_reopen, "thanks or an automatic answer: change nothing else");
}

void add_wait(Tool &tool) {
    auto on = std::make_shared<std::string>();
    add_change(tool, Right::case_wait, "wait", "wait on the customer or a third party",
               [on](ledger::Session &session, CaseId id) {
                   return desk::wait(session, id,
                                     *on == "customer"      ? State::waiting_customer
                                     : *on == "third-party" ? State::waiting_third_party
                                                            : State::in_testing);
               })
        .choice("on", *on, {"customer", "third-party", "testing"},
                "what the case waits for; testing is for complaints")
        .required();
}

void add_cancel(Tool &tool) {
    struct Args {
        std::string reason;
        std::optional<CaseId> duplicate_of;
    };
    auto args = std::make_shared<Args>();
    auto &verb = add_change(tool, Right::case_cancel, "cancel",
                            "end cases without a solution, or as duplicates",
                            [args](ledger::Session &session, CaseId id) {
                                return desk::cancel(session, id, args->reason, args->duplicate_of);
                            });
    verb.text("reason", args->reason, "why");
    verb.option("duplicate-of", args->duplicate_of, "CASE", "the case that is worked instead");
}

void add_merge(Tool &tool) {
    struct Args {
        CaseId into;
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb = add_change(tool, Right::case_cancel, "merge", "merge cases into another one",
                            [args](ledger::Session &session, CaseId id) {
                                return desk::merge_cases(session, id, args->into, args->reason);
                            });
    verb.details(
        "Each ends as a duplicate. The other case shows their messages, replies and notes among "
        "its own, takes over the customer and the facts that it lacks, and their links, and owes "
        "the answer that their customers still wait for. 'reopen' takes a case out again; what "
        "was taken over stays.");
    verb.option("into", args->into, "CASE", "the case that is worked").required();
    verb.text("reason", args->reason, "why");
}

// The kinds of links that people make, from the case of the call to the other one.
struct LinkArgs {
    std::optional<CaseId> related;
    std::optional<CaseId> blocks;
    std::optional<CaseId> parent;

    std::pair<LinkKind, CaseId> chosen() const {
        std::vector<std::pair<LinkKind, CaseId>> given;
        if (related) given.emplace_back(LinkKind::related, *related);
        if (blocks) given.emplace_back(LinkKind::blocks, *blocks);
        if (parent) given.emplace_back(LinkKind::parent, *parent);
        if (given.size() != 1)
            throw Error{ErrorKind::usage, "one of --related, --blocks and --parent is needed",
                        "try 'dcc-case link --help'"};
        return given.front();
    }
};

void add_link(Tool &tool) {
    auto args = std::make_shared<LinkArgs>();
    auto &link = add_change(tool, Right::case_link, "link", "link cases with another one",
                            [args](ledger::Session &session, CaseId id) {
                                auto const [kind, other] = args->chosen();
                                return desk::link_cases(session, id, kind, other);
                            });
    link.details(
        "'show' names the link in both cases: the other one is blocked by this one, or has it as "
        "a child. A case that is resolved while another one blocks it, or before its children, "
        "gives a note.");
    link.option("related", args->related, "CASE", "the other case has to do with it");
    link.option("blocks", args->blocks, "CASE", "the other case has to wait for it");
    link.option("parent", args->parent, "CASE", "the other case is the whole, and it a part");

    auto from = std::make_shared<CaseId>();
    add_change(tool, Right::case_link, "unlink", "remove the links between cases and another one",
               [from](ledger::Session &session, CaseId id) {
                   return desk::unlink_cases(session, id, *from);
               })
        .option("from", *from, "CASE", "the other case")
        .required();
}

}  // namespace

Tool make_case_tool() {
    Tool tool{"dcc-case", "work on cases"};
    tool.at_a_glance(Right::case_list, [](Context &context) {
        ReadContext desk{context};
        context.print(report::glance_at_cases(desk.reader, desk.policy, CaseKind::service,
                                              context.actor(), desk.now));
    });
    tool.section("Showing cases");
    add_list(tool);
    add_show(tool,
             {Right::case_show, "show cases: facts, assignee, next deadline, last events",
              "the cases: C42, 42 or ext:ABC-7", "customer",
              "what the customer may read: nothing internal, in their language",
              "for --for-customer: zh, en, …; the customer's language unless given", find_case});
    add_history(tool);
    add_clocks(tool);
    add_search(tool);
    add_article(tool);
    tool.section("Working on cases");
    add_start(tool);
    add_message(tool, Right::case_note, "note", "add an internal note; customers never see it",
                "the note", desk::note);
    add_receive(tool);
    add_message(tool, Right::case_reply, "reply", "record a reply to the customer", "the reply",
                desk::reply);
    add_wait(tool);
    add_change(tool, Right::case_resume, "resume", "continue cases that waited", desk::resume);
    add_solution(tool);
    add_facts(tool);
    add_tag(tool);
    add_withdraw(tool);
    add_visit(tool);
    add_link(tool);
    tool.section("Ending cases");
    add_resolve(tool);
    add_end(tool, Right::case_reopen, "reopen", "reopen ended cases", desk::reopen);
    add_end(tool, Right::case_close, "close",
            "close resolved cases: messages no longer reopen them", desk::close);
    add_cancel(tool);
    add_undo(tool);
    add_merge(tool);
    add_feedback(tool);
    tool.section("Messages to customers");
    add_outbox(tool);
    return tool;
}

}  // namespace dcc::cli
