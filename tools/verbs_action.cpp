#include "verbs_action.hpp"

#include "common/desk.hpp"
#include <dcc/desk/action.hpp>
#include <dcc/desk/case.hpp>
#include <dcc/report/action_list.hpp>

namespace dcc::cli {
namespace {

// Runs a use case on the one action of the call and prints its receipt.
void change_action(Context &context, CaseRef const &ref, UseCase const &use_case) {
    auto &desk = write_desk(context);
    print_receipt(context, desk, accept(use_case(desk.session, find_case(desk.writer, ref))));
}

constexpr auto action_help = "the action: C42 or 42";

void add_plan(Verb &group) {
    struct Args {
        desk::PlanArgs plan;
        When due;
    };
    auto args = std::make_shared<Args>();
    auto &plan = args->plan;
    auto &verb = group.verb("add", "plan an action; prints its number").writes();
    verb.option("title", plan.title, "TEXT", "what is to be done, in one line").required();
    verb.text("measure", plan.measure, "how one will see that it worked").required();
    verb.list("cause", plan.causes, "ID,…", "the causes it is against, of the policy").required();
    verb.list("complaint", plan.complaints, "CASE,…", "complaints that led to it");
    verb.option("owner", plan.owner, "PERSON", "who is responsible for it").required();
    verb.option("force", plan.force, "REASON", "why to somebody who is absent or at capacity");
    verb.option("due", args->due, "TIME", "when it must be done; a day means its end").required();
    verb.option("nature", plan.nature, "corrective|preventive", "corrective unless given");
    verb.run(Right::complaint_action, [args](Context &context) {
        auto &desk = write_desk(context);
        args->plan.due = args->due.deadline_in(frame_of(context, desk.policy, desk.session.now()));
        print_receipt(context, desk, accept(desk::plan_action(desk.session, args->plan)));
    });
}

void add_action_verify(Verb &group) {
    struct Args {
        CaseRef item;
        bool effective = false;
        bool not_effective = false;
        std::string body;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("verify", "record whether an action was effective").writes();
    verb.details(
        "By somebody who neither owned it nor carried it out. If it was not effective, "
        "work on it goes on.");
    verb.positional("ACTION", args->item, action_help);
    verb.flag("effective", args->effective, "it was done and works");
    verb.flag("not-effective", args->not_effective, "it was not done, or does not work");
    verb.text("body", args->body, "what was found").required();
    verb.run(Right::complaint_verify, [args](Context &context) {
        if (args->effective == args->not_effective)
            throw Error{ErrorKind::usage, "one of --effective and --not-effective is required"};
        change_action(context, args->item, [&](ledger::Session &session, CaseId id) {
            return desk::verify_action(session, id, args->effective, args->body);
        });
    });
}

}  // namespace

void add_action(Tool &tool) {
    auto &group = tool.verb("action", "improvement actions: plan, do, check, act");
    add_plan(group);

    auto started = std::make_shared<CaseRef>();
    auto &start = group.verb("start", "begin work on an action").writes();
    start.positional("ACTION", *started, action_help);
    start.run(Right::complaint_action, [started](Context &context) {
        change_action(context, *started, desk::start_action);
    });

    struct Done {
        CaseRef item;
        std::string body;
    };
    auto done = std::make_shared<Done>();
    auto &finish = group.verb("done", "record that an action was carried out").writes();
    finish.positional("ACTION", done->item, action_help);
    finish.text("body", done->body, "what was done").required();
    finish.run(Right::complaint_action, [done](Context &context) {
        change_action(context, done->item, [&](ledger::Session &session, CaseId id) {
            return desk::finish_action(session, id, done->body);
        });
    });

    add_action_verify(group);

    auto all = std::make_shared<bool>(false);
    auto &list = group.verb("list", "list actions, the earliest due date first");
    list.flag("all", *all, "also verified and cancelled ones");
    list.run(Right::complaint_show, [all](Context &context) {
        ReadContext desk{context};
        context.print(report::list_actions(desk.reader, *all, desk.now));
    });
}

}  // namespace dcc::cli
