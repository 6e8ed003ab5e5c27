#include "verbs_incident.hpp"

#include "common/desk.hpp"
#include <dcc/base/text.hpp>
#include <dcc/desk/incident.hpp>
#include <dcc/report/incident.hpp>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

void print_incident(Context &context, WriteContext &desk, desk::IncidentReceipt const &receipt) {
    print_notes(context, receipt.notes);
    for (auto const &left : receipt.left)
        context.note(say("{} stays open: {}", left.id.text(), left.why.message));
    auto const id = receipt.item.id;
    context.receipt(id.text(), [&] {
        return accept(report::show_incident(desk.writer, desk.policy, id, desk.session.now()));
    });
}

void add_declare(Verb &group) {
    struct Args {
        desk::DeclareArgs declare;
        Cases cases;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("declare", "declare an incident; prints its number").writes();
    verb.details(
        "Cases that are named belong to it at once, and others by the playbook's words as they "
        "are opened. The people of the playbook are told with the first case; until there is one, "
        "they are named so that you tell them.");
    verb.cases(args->cases, "cases that belong to it").optional();
    verb.option("title", args->declare.title, "TEXT",
                "what happens, in one line; customers read it")
        .required();
    verb.option("severity", args->declare.severity, "NAME",
                "its severity, from the policy; the gravest unless given");
    verb.option("playbook", args->declare.playbook, "ID", "the playbook, from the policy");
    verb.run(Right::route_incident, [args](Context &context) {
        auto &desk = write_desk(context);
        for (auto const &ref : args->cases.refs)
            args->declare.cases.push_back(find_case(desk.writer, ref));
        print_incident(context, desk, accept(desk::declare_incident(desk.session, args->declare)));
    });
}

void add_links(Verb &group) {
    struct Link {
        IncidentId id;
        Cases cases;
    };
    auto link = std::make_shared<Link>();
    auto &adding = group.verb("link", "add cases to an incident").writes();
    adding.positional("INCIDENT", link->id, "the incident: I1");
    adding.cases(link->cases);
    adding.run(Right::route_incident, [link](Context &context) {
        change_cases(context, link->cases, [&](ledger::Session &session, CaseId of) {
            return desk::link_incident(session, link->id, of);
        });
    });

    struct Unlink {
        Cases cases;
        std::string reason;
    };
    auto unlink = std::make_shared<Unlink>();
    auto &removing = group.verb("unlink", "take cases out of their incident").writes();
    removing.cases(unlink->cases);
    removing.text("reason", unlink->reason, "why they do not belong to it").required();
    removing.run(Right::route_incident, [unlink](Context &context) {
        change_cases(context, unlink->cases, [&](ledger::Session &session, CaseId of) {
            return desk::unlink_incident(session, of, unlink->reason);
        });
    });
}

using IncidentUseCase = std::function<Outcome<desk::IncidentReceipt>(ledger::Session &, IncidentId,
                                                                     desk::IncidentText const &)>;

// "en=We are working on it"
event::Translation translation_of(std::string const &text) {
    auto const sign = text.find('=');
    if (sign == std::string::npos)
        throw Error{ErrorKind::usage,
                    say("--translation: \"{}\" is not LANGUAGE=TEXT", printable(text))};
    return {std::string{trim(text.substr(0, sign))}, std::string{trim(text.substr(sign + 1))}};
}

void add_text(Verb &group, std::string const &name, Wording const &summary,
              std::string const &details, std::string const &text,
              IncidentUseCase const &use_case) {
    struct Args {
        IncidentId id;
        std::string body;
        std::vector<std::string> translations;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb(name, summary).writes();
    verb.details(details);
    verb.positional("INCIDENT", args->id, "the incident: I1");
    verb.text("body", args->body, text).required();
    verb.option("translation", args->translations, "LANGUAGE=TEXT",
                "for customers of this language in place of it; may be repeated");
    verb.run(Right::route_incident, [args, use_case](Context &context) {
        desk::IncidentText told{args->body};
        for (auto const &one : args->translations) told.translations.push_back(translation_of(one));
        auto &desk = write_desk(context);
        print_incident(context, desk, accept(use_case(desk.session, args->id, told)));
    });
}

void add_tick(Verb &group) {
    struct Args {
        IncidentId id;
        std::vector<std::string> items;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("tick", "record that items of the checklist are done").writes();
    verb.positional("INCIDENT", args->id, "the incident: I1");
    verb.positional("ITEM", args->items, "items of the playbook's checklist");
    verb.run(Right::route_incident, [args](Context &context) {
        auto &desk = write_desk(context);
        print_incident(context, desk,
                       accept(desk::tick_incident(desk.session, args->id, args->items)));
    });
}

void add_views(Verb &group) {
    auto all = std::make_shared<bool>(false);
    auto &list = group.verb("list", "list incidents that are open");
    list.flag("all", *all, "also those that are resolved");
    list.run(Right::route_incident, [all](Context &context) {
        ReadContext desk{context};
        context.print(report::list_incidents(desk.reader, desk.now, *all));
    });

    auto id = std::make_shared<IncidentId>();
    auto &show = group.verb("show", "show an incident: checklist, updates, cases, deadlines kept");
    show.positional("INCIDENT", *id, "the incident: I1");
    show.run(Right::route_incident, [id](Context &context) {
        ReadContext desk{context};
        context.print(accept(report::show_incident(desk.reader, desk.policy, *id, desk.now)));
    });
}

}  // namespace

void add_incident(Tool &tool) {
    auto &group = tool.verb("incident", "handle what happens to many customers at once");
    add_declare(group);
    add_links(group);
    add_tick(group);
    add_text(group, "update", "tell all customers of an incident how it stands",
             "Each case gets a note and each customer one message in their language, which "
             "replaces an earlier one that is not yet sent.",
             "what the customers are told", desk::update_incident);
    add_text(group, "resolve", "resolve an incident and its cases",
             "The text is the answer to each case. Cases that cannot be resolved now, such as one "
             "under review, stay open and are named.",
             "the answer to the customers", desk::resolve_incident);
    add_views(group);
}

}  // namespace dcc::cli
