#include "verbs_outbox.hpp"

#include "common/desk.hpp"
#include "common/stop_signals.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/outbox.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/message.hpp>
#include <dcc/rules/access.hpp>

#include <chrono>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

// Who may deliver messages is given the tokens of surveys anyway.
report::Tokens tokens_for(Context &context, Policy const &policy) {
    return rules::refuse_access(policy, context.acting().actor, Right::admin_deliver)
               ? report::Tokens::hidden
               : report::Tokens::shown;
}

void add_outbox_list(Verb &group) {
    struct Args {
        std::vector<MessageState> states;
        std::optional<CaseRef> of;
        Limit limit;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("list", "list messages not yet delivered, oldest first");
    verb.list("state", args->states, "STATE,…",
              "in these states: queued, by_hand, sent, undeliverable, superseded");
    verb.option("case", args->of, "CASE", "of this case, also sent messages");
    args->limit.declare(verb);
    verb.run(Right::case_outbox, [args](Context &context) {
        ReadContext desk{context};
        store::MessageQuery query;
        query.states = args->states;
        if (args->of) query.case_id = find_case(desk.reader, *args->of);
        query.limit = args->limit.rows();
        auto table = report::list_messages(desk.reader, query, tokens_for(context, desk.policy));
        if (!query.states.empty() || args->of) table.empty = "No such message.";
        args->limit.note(table, say("messages"));
        context.print(table);
    });
}

void add_outbox_show(Verb &group) {
    struct Args {
        MessageId id;
        bool raw = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("show", "show a message: its text and the state of its delivery");
    verb.positional("MESSAGE", args->id, "the message: C42.3");
    verb.flag("raw", args->raw, "the mail itself, byte by byte as it would be sent");
    verb.run(Right::case_outbox, [args](Context &context) {
        ReadContext desk{context};
        if (args->raw)
            context.output().write(
                compose(accept(desk::mail_of(desk.reader, desk.policy, args->id))));
        else
            context.print(accept(report::show_message(desk.reader, desk.policy, args->id,
                                                      tokens_for(context, desk.policy))));
    });
}

// ---- delivering

struct DeliverArgs {
    std::string command;
    std::int64_t limit = 0;
    int patience = 60;
};

void show_due(Context &context, WriteContext &desk, std::int64_t limit) {
    auto table = report::list_messages(desk.writer, desk::due_messages(desk.session, limit),
                                       tokens_for(context, desk.policy));
    table.empty = "Nothing is due.";
    context.print(table);
}

void deliver(Context &context, DeliverArgs const &args) {
    WriteContext desk{context};
    auto const limit = args.limit == 0 ? -1 : args.limit;
    if (context.dry_run()) return show_due(context, desk, limit);
    StopSignals const signals;
    auto const done =
        accept(desk::deliver(desk.session, desk::sending_by(args.command, Seconds{args.patience}),
                             limit, [&] { return signals.caught(); }));
    using desk::Delivery;
    Columns<Delivery> const columns{
        {"sent", "Sent", &Delivery::sent},
        {"failed", "Failed, to be tried again", &Delivery::failed},
        {"undeliverable", "Failed, undeliverable", &Delivery::undeliverable},
        {"waiting", "Waiting for their next try", &Delivery::waiting},
    };
    Sheet const sheet{columns.row(done), {}};
    if (!context.quiet() || context.format() != Format::text) context.print(sheet);
    context.finish();
    if (done.stopped)
        context.note(Wording{"stopped by a signal; the next delivery sends the rest"});
    if (done.failures.empty()) return;
    for (auto const &failure : done.failures) context.note(failure);
    throw Refused{{"not_delivered",
                   say("{} of {} messages could not be delivered", done.failed + done.undeliverable,
                       done.sent + done.failed + done.undeliverable),
                   done.undeliverable > 0
                       ? Hint{Remedy::retry_messages, "undeliverable messages need a retry by hand"}
                       : Hint{Remedy::deliver_again, "a later delivery tries them again"}}};
}

void add_deliver(Verb &group) {
    auto args = std::make_shared<DeliverArgs>();
    auto &verb =
        group.verb("deliver", "pass the messages that are due to a mail program").maintains();
    verb.details(
        "The command reads each message as a mail on standard input. Exit status 0 means that it "
        "accepted the mail. Otherwise the message is retried after the waits in the policy; after "
        "the last one it is undeliverable. On SIGINT or SIGTERM the message in flight is finished "
        "and recorded first. If the delivery is killed, that message is sent again with the same "
        "Message-ID.");
    verb.option("command", args->command, "COMMAND", "run by /bin/sh, such as 'msmtp -t'; needed");
    verb.option("limit", args->limit, "N", "at most N messages; 0, all, unless given");
    verb.option("patience", args->patience, "SECONDS",
                "kill the command after this time; 60 unless given");
    verb.run(Right::admin_deliver, [args](Context &context) {
        if (args->command.empty() && !context.dry_run())
            throw Error{ErrorKind::usage, "--command is missing",
                        "name the mail program: --command 'msmtp -t'"};
        if (args->patience < 1)
            throw Error{ErrorKind::usage, "--patience: must be at least 1 second"};
        if (args->limit < 0) throw Error{ErrorKind::usage, "--limit: must not be negative"};
        // The command would run with all that the account may do.
        if (context.through_sudo())
            throw Error{ErrorKind::no_permission, "messages are not delivered through sudo",
                        "let the account that owns the desk deliver them, from its crontab"};
        deliver(context, *args);
    });
}

// ---- by hand

using Act = Outcome<ledger::Receipt> (*)(ledger::Session &, MessageId);

void add_by_hand(Verb &group, char const *name, char const *summary, Act act) {
    auto ids = std::make_shared<std::vector<MessageId>>();
    auto &verb = group.verb(name, summary).writes();
    verb.positional("MESSAGE", *ids, "the messages: C42.3");
    verb.run(Right::case_outbox, [ids, act](Context &context) {
        auto &desk = write_desk(context);
        if (ids->size() > 1) context.expect_several();
        bool refused = false;
        for (auto const id : *ids) {
            auto const receipt = act(desk.session, id);
            if (!receipt) {
                if (ids->size() == 1) throw Refused{receipt.refusal()};
                refused = true;
                report(context.error_style(), receipt.refusal(), id.text());
                continue;
            }
            context.receipt(id.text(), [&] {
                return accept(report::show_message(desk.writer, desk.policy, id,
                                                   tokens_for(context, desk.policy)));
            });
        }
        if (refused) throw Quit{1};
    });
}

}  // namespace

void add_outbox(Tool &tool) {
    auto &group = tool.verb("outbox", "messages to customers, and their delivery");
    add_outbox_list(group);
    add_outbox_show(group);
    add_deliver(group);
    add_by_hand(group, "retry", "try failed and undeliverable messages again", desk::retry_message);
    add_by_hand(group, "done", "record that a person has informed the customer",
                desk::finish_message);
}

}  // namespace dcc::cli
