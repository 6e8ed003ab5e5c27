#include "verbs_remedy.hpp"

#include "common/desk.hpp"
#include <dcc/desk/remedy.hpp>
#include <dcc/report/remedy_list.hpp>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

constexpr auto complaint_help = "the complaint: C42, 42 or ext:ABC-7";

void change_complaint(Context &context, CaseRef const &ref, UseCase const &use_case) {
    auto &desk = write_desk(context);
    print_receipt(context, desk, accept(use_case(desk.session, find_case(desk.writer, ref))));
}

// "apology" or "refund=120.50".
ProposedRemedy read_remedy(std::string const &text, std::string const &currency) {
    auto const sign = text.find('=');
    ProposedRemedy remedy;
    try {
        read_value(text.substr(0, sign), remedy.kind);
    } catch (Error const &wrong) {
        throw Error{ErrorKind::usage, say("--remedy: {}", wrong.message()),
                    "try 'dcc-complaint propose --help'"};
    }
    if (sign == std::string::npos) return remedy;
    remedy.amount = parse_money(text.substr(sign + 1), currency);
    if (!remedy.amount)
        throw Error{ErrorKind::usage,
                    say("--remedy: \"{}\" is not an amount", text.substr(sign + 1)),
                    say("write refund=120.50 (then it is {}) or \"refund=120.50 USD\"", currency)};
    return remedy;
}

void add_finding(Tool &tool) {
    struct Args {
        CaseRef item;
        std::string body;
        std::string from;
    };
    auto args = std::make_shared<Args>();
    auto &verb =
        tool.verb("finding", "record what the investigation found, or a statement").writes();
    verb.positional("COMPLAINT", args->item, complaint_help);
    verb.text("body", args->body, "the finding, or what was stated").required();
    verb.option("from", args->from, "NAME", "who stated it");
    verb.run(Right::complaint_investigate, [args](Context &context) {
        change_complaint(context, args->item, [&](ledger::Session &session, CaseId id) {
            return desk::add_finding(session, id, args->body, args->from);
        });
    });
}

void add_remedy_propose(Tool &tool) {
    struct Args {
        CaseRef item;
        desk::ProposeRemedyArgs propose;
        std::vector<std::string> remedies;
        bool none = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("propose", "write a version of the decision and its remedies").writes();
    verb.details(
        "What is not given is kept from the version before. An earlier approval is void then. "
        "Another person with authority approves it.");
    verb.positional("COMPLAINT", args->item, complaint_help);
    verb.option("decision", args->propose.decision, "upheld|partly|rejected", "the decision");
    verb.option("remedy", args->remedies, "KIND[=AMOUNT]",
                "apology, explanation, refund=120.50, compensation=50, repair, replacement, "
                "process_change, other; repeat it for several");
    verb.flag("no-remedy", args->none, "without the remedies of the version before");
    verb.text("body", args->propose.body, "the reasons, as the complainant reads them");
    verb.run(Right::complaint_propose, [args](Context &context) {
        if (args->none && !args->remedies.empty())
            throw Error{ErrorKind::usage, "only one of --remedy and --no-remedy can be given"};
        change_complaint(context, args->item, [&](ledger::Session &session, CaseId id) {
            auto propose = args->propose;
            if (args->none || !args->remedies.empty()) propose.remedies.emplace();
            for (auto const &text : args->remedies)
                propose.remedies->push_back(read_remedy(text, session.policy().desk.currency));
            return desk::propose_remedy(session, id, propose);
        });
    });
}

void add_judgement(Tool &tool, char const *name, char const *summary, char const *reason,
                   Outcome<ledger::Receipt> (*act)(ledger::Session &, CaseId,
                                                   desk::ApproveArgs const &)) {
    struct Args {
        CaseRef item;
        desk::ApproveArgs approve;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb(name, summary).writes();
    verb.positional("COMPLAINT", args->item, complaint_help);
    verb.option("digest", args->approve.digest, "DIGEST",
                "refuse unless the text's digest, which show prints, begins with this");
    verb.text("reason", args->approve.reason, reason);
    verb.run(Right::complaint_approve, [args, act](Context &context) {
        change_complaint(context, args->item, [&](ledger::Session &session, CaseId id) {
            return act(session, id, args->approve);
        });
    });
}

void add_reply(Tool &tool) {
    struct Args {
        CaseRef item;
        std::string channel;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("reply", "communicate the approved decision").writes();
    verb.details(
        "A letter in the complainant's language goes to the outbox: the decision, its "
        "reasons, the remedies, the next stage and the outside body.");
    verb.positional("COMPLAINT", args->item, complaint_help);
    verb.option("channel", args->channel, "NAME",
                "by which they are told; the complaint's own "
                "unless given");
    verb.run(Right::complaint_reply, [args](Context &context) {
        change_complaint(context, args->item, [&](ledger::Session &session, CaseId id) {
            return desk::reply_complaint(session, id, args->channel);
        });
    });
}

void add_remedy_verbs(Tool &tool) {
    auto &group = tool.verb("remedy", "the remedies that were granted");
    struct Done {
        RemedyId id;
        std::string body;
    };
    auto done = std::make_shared<Done>();
    auto &finish = group.verb("done", "record that a remedy was carried out").writes();
    finish.positional("REMEDY", done->id, "the remedy: C42.r1");
    finish.text("body", done->body, "how: the number of the transfer, of the parcel, …");
    finish.run(Right::complaint_remedy, [done](Context &context) {
        auto &desk = write_desk(context);
        print_receipt(context, desk, accept(desk::remedy_done(desk.session, done->id, done->body)));
    });
    auto overdue = std::make_shared<bool>(false);
    auto &list = group.verb("list", "list remedies to be carried out, the earliest due date first");
    list.flag("overdue", *overdue, "only those that are overdue");
    list.run(Right::complaint_show, [overdue](Context &context) {
        ReadContext desk{context};
        context.print(report::list_remedies(desk.reader, *overdue, desk.now));
    });
}

}  // namespace

void add_remedy(Tool &tool) {
    add_finding(tool);
    add_remedy_propose(tool);
    add_judgement(tool, "approve", "approve the proposed decision, within one's authority",
                  "a remark", desk::approve_remedy);
    add_judgement(tool, "return", "return the proposed decision to its author",
                  "why it is returned", desk::return_remedy);
    add_reply(tool);
    add_remedy_verbs(tool);
}

}  // namespace dcc::cli
