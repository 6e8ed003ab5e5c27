#include "common/desk.hpp"
#include "common/fact_options.hpp"
#include "common/filter_words.hpp"
#include "tools.hpp"
#include "verbs_action.hpp"
#include "verbs_customer.hpp"
#include "verbs_evidence.hpp"
#include "verbs_patterns.hpp"
#include "verbs_remedy.hpp"
#include "verbs_show.hpp"
#include <dcc/desk/case.hpp>
#include <dcc/desk/complaint.hpp>
#include <dcc/desk/routing.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/complaint_file.hpp>
#include <dcc/report/complaint_list.hpp>
#include <dcc/report/glance.hpp>
#include <dcc/report/history.hpp>
#include <dcc/report/lifecycle.hpp>

#include <array>

namespace dcc::cli {
namespace {

// The id of a complaint or an action. Throws Refused for other cases, which need other permissions.
CaseId find_complaint(store::Reader &reader, CaseRef const &ref) {
    auto const id = find_case(reader, ref);
    if (reader.find(id)->kind == CaseKind::service)
        throw Refused{Refusal{"not_a_complaint", say("{} is no complaint", id.text()),
                              Hint{Remedy::show_case, "see the case", {id.text()}}}};
    return id;
}

// ---- receipt

void add_complaint_open(Tool &tool) {
    struct Args {
        desk::OpenArgs open;
        std::optional<CaseRef> from;
        std::optional<When> received;
    };
    auto args = std::make_shared<Args>();
    auto &open = args->open;
    auto &verb = tool.verb("open", "register a complaint; prints its number").writes();
    verb.details(
        "Its clocks start at once. With --case it is about that case, whose customer, category and "
        "facts it takes over. Type, department and limits follow from the policy unless given.");
    verb.option("case", args->from, "CASE", "the case that it is about: C42, 42 or ext:ABC-7");
    verb.option("channel", open.channel, "NAME", "the channel; that of the case unless given");
    verb.option("customer", open.customer.name, "NAME", "the complainant: a name, or K7");
    add_customer_options(verb, open.customer);
    add_long_facts(verb, open, at_opening);
    verb.option("type", open.registration.type, "ID", "its type, from the policy");
    verb.option("department", open.registration.department, "TEAM", "the responsible department");
    verb.option("against", open.registration.against, "PERSON", "the person complained about");
    verb.option("on-behalf-of", open.on_behalf_of, "NAME", "whom the complainant speaks for");
    verb.option("complainants", open.registration.complainants, "N",
                "how many people complain jointly");
    verb.option("representative", open.representatives, "NAME",
                "who speaks for joint complainants; repeat it for several");
    verb.option("category", open.rating.category, "ID", "its category, from the policy");
    add_facts(verb, open, at_opening);
    verb.option("received", args->received, "TIME", "when it was received; now unless given");
    verb.run(Right::complaint_open, [args](Context &context) {
        auto &desk = write_desk(context);
        if (args->received)
            args->open.received =
                args->received->in(frame_of(context, desk.policy, desk.session.now()));
        auto const from =
            args->from ? std::optional{find_case(desk.writer, *args->from)} : std::nullopt;
        print_receipt(context, desk, accept(desk::open_complaint(desk.session, args->open, from)));
    });
}

void add_acknowledge(Tool &tool) {
    auto channel = std::make_shared<std::string>();
    auto &verb = add_change(tool, Right::complaint_acknowledge, "acknowledge",
                            "record that complainants know that it has arrived",
                            [channel](ledger::Session &session, CaseId id) {
                                return desk::acknowledge(session, id, *channel);
                            });
    verb.option("channel", *channel, "NAME", "by which they were told; its own unless given");
}

void add_assess(Tool &tool) {
    auto args = std::make_shared<desk::AssessArgs>();
    auto &verb = add_change(
        tool, Right::complaint_assess, "assess",
        "assess severity, complexity and impact of complaints",
        [args](ledger::Session &session, CaseId id) { return desk::assess(session, id, *args); });
    verb.details(
        "Without --severity the first assess rule of the policy that fits decides. Limits "
        "that change count from the original start. Grave complaints alert the people of "
        "the policy.");
    verb.option("severity", args->severity, "NAME", "its severity, from the policy");
    verb.option("complexity", args->complexity, "simple|complex", "its complexity");
    verb.option("impact", args->impact, "NAME", "its impact, from the policy");
    verb.option("safety", args->safety, "yes|no", "whether somebody's safety is at stake");
    verb.option("immediate", args->immediate, "yes|no", "whether something must be done at once");
    verb.option("type", args->type, "ID", "another type, from the policy");
    verb.option("department", args->department, "TEAM", "another responsible department");
    verb.text("reason", args->reason, "why it is assessed so");
}

void add_complaint_assign(Tool &tool) {
    struct Args {
        std::string to;
        std::optional<std::string> force;
    };
    auto args = std::make_shared<Args>();
    auto &verb = add_change(
        tool, Right::route_assign, "assign", "assign complaints to a handler or a team",
        [args](ledger::Session &session, CaseId id) {
            return desk::assign(session, id,
                                {args->to, args->force.has_value(), args->force.value_or("")});
        });
    verb.details(
        "Nobody handles a complaint about themselves or their own work, or in two rounds.");
    verb.option("to", args->to, "PERSON|TEAM", "the handler").required();
    verb.option("force", args->force, "REASON", "why to somebody who is absent or at capacity");
}

void add_recuse(Tool &tool) {
    struct Args {
        std::string person;
        bool complained_about = false;
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb = add_change(tool, Right::complaint_investigate, "recuse",
                            "declare that a person must not judge complaints",
                            [args](ledger::Session &session, CaseId id) {
                                return desk::recuse(session, id, args->person,
                                                    args->complained_about, args->reason);
                            });
    verb.option("person", args->person, "PERSON", "who").required();
    verb.flag("complained-about", args->complained_about, "the complaint is about them");
    verb.text("reason", args->reason, "their interest in it");
}

// ---- while it is handled

void add_contact(Tool &tool) {
    auto body = std::make_shared<std::string>();
    add_change(
        tool, Right::case_reply, "contact", "record a message to the complainant",
        [body](ledger::Session &session, CaseId id) { return desk::reply(session, id, *body); })
        .text("body", *body, "the message")
        .required();
}

void add_complaint_wait(Tool &tool) {
    auto on = std::make_shared<std::string>();
    auto &verb =
        add_change(tool, Right::case_wait, "wait", "wait for an answer or a test",
                   [on](ledger::Session &session, CaseId id) {
                       return desk::wait(session, id,
                                         *on == "complainant"   ? State::waiting_customer
                                         : *on == "third-party" ? State::waiting_third_party
                                                                : State::in_testing);
                   });
    verb.details("Whether the time to reply stands still meanwhile is up to the complaint's rule.");
    verb.choice("on", *on, {"complainant", "third-party", "testing"}, "what it waits for")
        .required();
}

void add_extend(Tool &tool) {
    auto reason = std::make_shared<std::string>();
    auto &verb = add_change(tool, Right::complaint_extend, "extend", "extend the time to reply",
                            [reason](ledger::Session &session, CaseId id) {
                                return desk::extend(session, id, *reason);
                            });
    verb.details(
        "By the next step of the complaint's rule, and by a role that the rule names. The "
        "complainant is told.");
    verb.text("reason", *reason, "why; the complainant is told").required();
}

// ---- its end

void add_outcome(Tool &tool) {
    struct Args {
        CaseRef item;
        ComplaintOutcome outcome{};
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("outcome", "record what the complainant makes of the decision").writes();
    verb.details(
        "contested begins the next round, with clocks of its own and other people; after "
        "the policy's last round the outside body is named. silent closes the complaint as "
        "unanswered.");
    verb.positional("COMPLAINT", args->item, "the complaint: C42, 42 or ext:ABC-7");
    verb.positional("accepted|contested|silent", args->outcome, "the outcome");
    verb.text("reason", args->reason, "what the complainant said");
    verb.run(Right::complaint_outcome, [args](Context &context) {
        auto &desk = write_desk(context);
        print_receipt(context, desk,
                      accept(desk::record_outcome(desk.session, find_case(desk.writer, args->item),
                                                  args->outcome, args->reason)));
    });
}

void add_complaint_end(Tool &tool, Right right, char const *name, char const *summary,
                       Outcome<ledger::Receipt> (*act)(ledger::Session &, CaseId,
                                                       std::string const &)) {
    auto reason = std::make_shared<std::string>();
    add_change(tool, right, name, summary, [reason, act](ledger::Session &session, CaseId id) {
        return act(session, id, *reason);
    }).text("reason", *reason, "why");
}

void add_cause(Tool &tool) {
    auto args = std::make_shared<desk::CauseArgs>();
    auto &verb = add_change(tool, Right::complaint_cause, "cause", "record the root cause",
                            [args](ledger::Session &session, CaseId id) {
                                return desk::find_cause(session, id, *args);
                            });
    verb.details(
        "A verified action against the cause is reopened when the complaint came after it.");
    verb.option("cause", args->cause, "ID", "the root cause, from the policy").required();
    verb.list("contributing", args->contributing, "ID,…", "contributing causes");
    verb.text("body", args->body, "the five whys");
}

// ---- showing

constexpr std::array complaints_only{CaseKind::complaint};

void add_complaint_list(Tool &tool) {
    struct Args {
        store::CaseQuery query;
        FilterWords filter;
        std::optional<CustomerId> customer;
        std::optional<When> from;
        std::optional<When> before;
        std::string sort = "due";
        Limit limit;
        bool all = false;
        bool overdue = false;
    };
    auto args = std::make_shared<Args>();
    auto &given = args->query;
    auto &verb = tool.verb("list", "list open complaints, the earliest deadline first");
    args->filter.declare(verb);
    add_states(verb, given.states, complaints_only);
    verb.list("type", given.complaint_types, "ID,…", "of these types");
    verb.list("severity", given.severities, "NAME,…", "of these severities");
    verb.list("department", given.departments, "TEAM,…", "of these responsible departments");
    verb.option("person", given.person, "PERSON", "handled by this person");
    verb.option("customer", given.customer, "CUSTOMER", "of this customer: K7");
    verb.option("from", args->from, "TIME", "received at or after");
    verb.option("before", args->before, "TIME", "received before");
    verb.flag("overdue", args->overdue, "with a deadline that has passed");
    verb.flag("all", args->all, "also those that have ended");
    verb.choice("sort", args->sort, {"due", "received", "newest"}, "the order; due unless given");
    args->limit.declare(verb);
    verb.run(Right::complaint_show, [args](Context &context) {
        ReadContext desk{context};
        auto query = args->query;
        query.kinds = {complaints_only.begin(), complaints_only.end()};
        query.only_open = !args->all && query.states.empty();
        args->filter.apply(context, desk, query);
        if (query.customer) query.customer = find_customer(desk.reader, *query.customer);
        query.received_from = instant_of(args->from, frame_of(context, desk.policy, desk.now));
        query.received_before = instant_of(args->before, frame_of(context, desk.policy, desk.now));
        require_order(query.received_from, query.received_before, "--from", "--before");
        if (args->overdue) query.due_before = desk.now;
        query.order = args->sort == "due"        ? store::CaseQuery::Order::due
                      : args->sort == "received" ? store::CaseQuery::Order::received
                                                 : store::CaseQuery::Order::newest;
        query.limit = args->limit.rows();
        auto table = report::list_complaints(desk.reader, query, desk.now);
        if (table.rows.empty())
            if (auto no = report::refuse_complaint_query(desk.policy, query)) throw Refused{*no};
        if (query.only_open) table.empty = "No such open complaint.";
        args->limit.note(table, say("complaints"));
        context.print(table);
    });
}

void add_complaint_history(Tool &tool) {
    auto item = std::make_shared<CaseRef>();
    auto &verb = tool.verb("history", "show all events of a complaint, oldest first");
    verb.positional("COMPLAINT", *item, "the complaint: C42, 42 or ext:ABC-7");
    verb.run(Right::case_history, [item](Context &context) {
        ReadContext desk{context};
        context.print(
            report::history(desk.policy, desk.reader.events(find_complaint(desk.reader, *item))));
    });
}

void add_file(Tool &tool) {
    auto item = std::make_shared<CaseRef>();
    auto &verb = tool.verb("file", "print the whole file of a complaint, as Markdown");
    verb.positional("COMPLAINT", *item, "the complaint: C42, 42 or ext:ABC-7");
    verb.run(Right::complaint_show, [item](Context &context) {
        ReadContext desk{context};
        auto adopted = ledger::adopted_terms_of(desk.reader);
        auto const events = desk.reader.events(find_complaint(desk.reader, *item));
        context.print_line(
            report::complaint_file(desk.reader, adopted, desk.policy, events, desk.now));
    });
}

void add_lifecycle(Tool &tool) {
    auto dot = std::make_shared<bool>(false);
    auto &verb =
        tool.verb("lifecycle", "print the steps of complaints and where they are possible");
    verb.flag("dot", *dot, "as a graph, for Graphviz");
    verb.run(everyone, [dot](Context &context) {
        if (*dot)
            context.print_line(report::lifecycle_graph(CaseKind::complaint));
        else
            context.print(report::lifecycle_table(CaseKind::complaint));
    });
}

}  // namespace

Tool make_complaint_tool() {
    Tool tool{"dcc-complaint", "handle complaints, after ISO 10002"};
    tool.at_a_glance(Right::complaint_show, [](Context &context) {
        ReadContext desk{context};
        context.print(report::glance_at_cases(desk.reader, desk.policy, CaseKind::complaint,
                                              context.actor(), desk.now));
    });
    tool.section("Showing complaints");
    add_complaint_list(tool);
    add_show(tool,
             {Right::complaint_show, "show complaints: rounds, remedies, evidence, clocks, events",
              "the complaints: C42, 42 or ext:ABC-7", "complainant",
              "what the complainant may read: nothing internal, in their language",
              "for --for-complainant: zh, en, …; the complainant's language unless given",
              find_complaint});
    add_complaint_history(tool);
    add_file(tool);
    add_patterns(tool);
    add_lifecycle(tool);
    tool.section("Receiving complaints");
    add_complaint_open(tool);
    add_acknowledge(tool);
    add_assess(tool);
    add_complaint_assign(tool);
    add_recuse(tool);
    tool.section("Investigating and deciding");
    add_contact(tool);
    add_complaint_wait(tool);
    add_change(tool, Right::case_resume, "resume", "continue complaints that waited", desk::resume);
    add_extend(tool);
    add_evidence(tool);
    add_remedy(tool);
    tool.section("Ending complaints, and learning from them");
    add_outcome(tool);
    add_complaint_end(tool, Right::complaint_withdraw, "withdraw",
                      "record that complainants withdrew their complaints", desk::withdraw);
    add_complaint_end(tool, Right::complaint_outcome, "close",
                      "close complaints whose outcome is accepted", desk::close_complaint);
    add_cause(tool);
    add_action(tool);
    add_callback(tool);
    return tool;
}

}  // namespace dcc::cli
