#include "verbs_handover.hpp"

#include "common/desk.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/handover.hpp>
#include <dcc/desk/task.hpp>
#include <dcc/report/held.hpp>
#include <dcc/report/tasks.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

// ---- hand-over

// "order=A-1001", also with blanks around the sign.
HandoverField field_of(std::string const &text) {
    auto const sign = text.find('=');
    if (sign == std::string::npos)
        throw Error{ErrorKind::usage, say("--field: \"{}\" is not NAME=VALUE", printable(text))};
    return {std::string{trim(text.substr(0, sign))}, std::string{trim(text.substr(sign + 1))}};
}

void add_give(Tool &tool) {
    struct Args {
        Cases cases;
        std::string to;
        std::string reason;
        std::vector<std::string> fields;
        std::optional<std::string> force;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("handover", "hand cases over to another person or team").writes();
    verb.details(
        "The receiver holds the cases from then on, and accepts or returns them with 'dcc-route "
        "accept' and 'dcc-route return'. [handover] in the policy says what they must be told.");
    verb.cases(args->cases);
    verb.option("to", args->to, "STAFF", "a person or a team of the policy").required();
    verb.text("reason", args->reason, "why").required();
    verb.option("field", args->fields, "NAME=VALUE",
                "what the receiver needs to know; may be repeated");
    verb.option("force", args->force, "REASON", "why to somebody who is absent or at capacity");
    verb.run(Right::route_handover, [args](Context &context) {
        desk::HandoverArgs handover{
            {args->to, args->force.has_value(), args->force.value_or("")}, args->reason, {}};
        for (auto const &text : args->fields) handover.known.push_back(field_of(text));
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            return desk::hand_over(session, id, handover);
        });
    });
}

void add_held(Tool &tool) {
    auto cases = std::make_shared<Cases>();
    auto &verb = tool.verb("held", "show who held cases, and for how long");
    verb.details(
        "The times sum up to the age of the case: from when it was received until it ended, or "
        "until now.");
    verb.cases(*cases);
    verb.run(Right::route_why, [cases](Context &context) {
        ReadContext here{context};
        auto adopted = ledger::adopted_terms_of(here.reader);
        for_each_case(context, *cases, [&](CaseRef const &ref) {
            auto const id = find_case(here.reader, ref);
            Columns<CaseId> const head{{"id", "Case", [](CaseId one) { return one; }}};
            Sheet sheet{head.row(id), {}};
            sheet.parts.push_back(
                {"held", "Held",
                 report::held(here.policy, here.reader.events(id), adopted, here.now)});
            context.print_one(sheet);
        });
    });
}

// ---- tasks

void print_task(Context &context, WriteContext &here, ledger::Receipt const &receipt, int number) {
    print_notes(context, receipt.notes);
    context.receipt(TaskId{receipt.item.id, number}.text(), [&] {
        auto item = receipt.item;
        std::erase_if(item.tasks, [&](Task const &task) { return task.number != number; });
        return Sheet{report::tasks_of(here.policy, item, here.session.now()), {}};
    });
}

using OnTask = std::function<Outcome<ledger::Receipt>(ledger::Session &, TaskId)>;

void change_tasks(Context &context, std::vector<TaskId> const &ids, OnTask const &act) {
    auto &here = write_desk(context);
    if (ids.size() > 1) context.expect_several();
    for (auto const id : ids) print_task(context, here, accept(act(here.session, id)), id.number);
}

void add_task_open(Verb &group) {
    struct Args {
        CaseRef ref;
        std::string to;
        std::string title;
        std::optional<std::string> force;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("open", "open a task of a case; prints its number").writes();
    verb.details("The team of the case leads. The target is that of its SLA rule for tasks.");
    verb.positional("CASE", args->ref, "the case: C42, 42 or ext:ABC-7");
    verb.option("to", args->to, "STAFF", "the person or team that contributes").required();
    verb.text("title", args->title, "what is to be done").required();
    verb.option("force", args->force, "REASON", "why to somebody who is absent");
    verb.run(Right::route_task, [args](Context &context) {
        auto &here = write_desk(context);
        auto const receipt = accept(desk::open_task(
            here.session, find_case(here.writer, args->ref),
            {{args->to, args->force.has_value(), args->force.value_or("")}, args->title}));
        print_task(context, here, receipt, receipt.item.tasks.back().number);
    });
}

void add_task_start(Verb &group) {
    auto ids = std::make_shared<std::vector<TaskId>>();
    auto &verb = group.verb("start", "begin tasks").writes();
    verb.positional("TASK", *ids, "the tasks: C42.t1");
    verb.run(Right::route_task,
             [ids](Context &context) { change_tasks(context, *ids, desk::start_task); });
}

void add_task_end(Verb &group, char const *name, char const *summary, char const *option,
                  char const *help,
                  Outcome<ledger::Receipt> (*act)(ledger::Session &, TaskId, std::string const &)) {
    struct Args {
        std::vector<TaskId> ids;
        std::string text;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb(name, summary).writes();
    verb.positional("TASK", args->ids, "the tasks: C42.t1");
    verb.text(option, args->text, help).required();
    verb.run(Right::route_task, [args, act](Context &context) {
        change_tasks(context, args->ids, [&](ledger::Session &session, TaskId id) {
            return act(session, id, args->text);
        });
    });
}

void add_task_list(Verb &group) {
    struct Args {
        std::optional<CaseRef> ref;
        std::optional<std::string> team;
        std::optional<std::string> person;
        bool mine = false;
        bool all = false;
        Limit limit;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("list", "list open tasks, the earliest deadline first");
    verb.option("case", args->ref, "CASE", "of this case");
    verb.option("team", args->team, "TEAM", "of this team");
    verb.option("person", args->person, "PERSON", "of this person");
    verb.flag("mine", args->mine, "of the actor (--as)");
    verb.flag("all", args->all, "also those that are done or cancelled");
    args->limit.declare(verb);
    verb.run(Right::route_task, [args](Context &context) {
        ReadContext here{context};
        if (auto no = rules::refuse_unlisted("team", args->team.value_or(""), here.policy.teams))
            throw Refused{*no};
        if (auto no =
                rules::refuse_unlisted("person", args->person.value_or(""), here.policy.staff))
            throw Refused{*no};
        store::TaskQuery query;
        query.only_open = !args->all;
        if (args->ref) query.case_id = find_case(here.reader, *args->ref);
        query.team = args->team;
        query.person = args->mine ? std::optional{context.actor()} : args->person;
        query.limit = args->limit.rows();
        auto table = report::list_tasks(here.reader, here.policy, query, here.now);
        args->limit.note(table, say("tasks"));
        context.print(table);
    });
}

}  // namespace

void add_handover(Tool &tool) {
    add_give(tool);
    add_change(tool, Right::route_handover, "accept", "accept cases that were handed over",
               desk::accept_handover);
    auto reason = std::make_shared<std::string>();
    add_change(tool, Right::route_handover, "return", "give cases back that were handed over",
               [reason](ledger::Session &session, CaseId id) {
                   return desk::return_handover(session, id, *reason);
               })
        .text("reason", *reason, "why")
        .required();
    add_held(tool);
}

void add_task(Tool &tool) {
    auto &group = tool.verb("task", "what other teams contribute to a case");
    add_task_open(group);
    add_task_start(group);
    add_task_end(group, "done", "record that tasks are done", "body", "what was done",
                 desk::finish_task);
    add_task_end(group, "cancel", "cancel tasks", "reason", "why", desk::cancel_task);
    add_task_list(group);
}

}  // namespace dcc::cli
