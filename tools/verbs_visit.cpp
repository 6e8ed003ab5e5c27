#include "verbs_visit.hpp"

#include "common/desk.hpp"
#include <dcc/desk/visit.hpp>
#include <dcc/report/visit.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

namespace dcc::cli {
namespace {

// ---- times

struct Times {
    std::optional<When> from;
    std::optional<When> to;
    std::optional<Duration> length;
};

Argument add_times(Verb &verb, Times &times) {
    verb.option("to", times.to, "TIME", "when it ends; a day means its end");
    verb.option("for", times.length, "DURATION", "or how long it takes: 90m, 2h");
    return verb.option("from", times.from, "TIME", "when it begins");
}

std::optional<Seconds> length_of(Times const &times) {
    if (!times.length) return std::nullopt;
    if (times.to) throw Error{ErrorKind::usage, "only one of --to or --for can be given"};
    if (times.length->in_business_days)
        throw Error{ErrorKind::usage, "--for: the length of a visit cannot be in business days",
                    "give hours or minutes: 2h, 90m"};
    return times.length->seconds;
}

// ---- receipts

Visit const &find_visit(Case const &item, VisitId id) {
    auto const found = std::ranges::find(item.visits, id.number, &Visit::number);
    if (found == item.visits.end())
        throw Refused{
            {"no_such_visit", "there is no visit " + id.text(), "see 'dcc-case visit list --all'"}};
    return *found;
}

void print_visit(Context &context, WriteContext &desk, ledger::Receipt const &receipt, int number) {
    VisitId const id{receipt.item.id, number};
    print_notes(context, receipt.notes);
    context.receipt(id.text(), [&] {
        return report::show_visit(desk.writer, desk.policy, receipt.item,
                                  find_visit(receipt.item, id), receipt.events);
    });
}

// Runs a use case on one visit and prints the visit.
void change_visit(Context &context, VisitId id,
                  std::function<Outcome<ledger::Receipt>(ledger::Session &, VisitId)> const &act) {
    auto &desk = write_desk(context);
    print_visit(context, desk, accept(act(desk.session, id)), id.number);
}

// ---- verbs

void add_book(Verb &group) {
    struct Args {
        CaseRef ref;
        desk::BookArgs book;
        Times times;
        bool remote = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("book", "book a technician for a case; prints the visit's number");
    verb.writes().details(
        "The technician must be at work all of that time, and have no other visit in it.");
    verb.positional("CASE", args->ref, "the case: C42, 42 or ext:ABC-7");
    verb.option("technician", args->book.technician, "STAFF", "the technician").required();
    add_times(verb, args->times).required();
    verb.flag("remote", args->remote, "by phone or network, not on site");
    verb.text("place", args->book.place, "where");
    verb.run(Right::case_visit, [args](Context &context) {
        auto &desk = write_desk(context);
        auto const frame = frame_of(context, desk.policy, desk.session.now());
        auto book = args->book;
        book.from = args->times.from->in(frame);
        auto const length = length_of(args->times);
        if (!length && !args->times.to)
            throw Error{ErrorKind::usage, "--to or --for is missing",
                        "try 'dcc-case visit book --help'"};
        book.to = length ? book.from + *length : args->times.to->end_in(frame);
        if (args->remote) book.mode = VisitMode::remote;
        auto const id = find_case(desk.writer, args->ref);
        auto const receipt = accept(desk::book_visit(desk.session, id, book));
        print_visit(context, desk, receipt, receipt.item.visits.back().number);
    });
}

void add_move(Verb &group) {
    struct Args {
        VisitId id;
        desk::MoveArgs move;
        Times times;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("move", "change the time or technician of a visit");
    verb.writes().details("What is not given is kept; so is the length when only --from is given.");
    verb.positional("VISIT", args->id, "the visit: C42.v1");
    verb.option("technician", args->move.technician, "STAFF", "the new technician");
    add_times(verb, args->times);
    verb.text("reason", args->move.reason, "why").required();
    verb.run(Right::case_visit, [args](Context &context) {
        change_visit(context, args->id, [&](ledger::Session &session, VisitId id) {
            auto move = args->move;
            move.length = length_of(args->times);
            auto const frame = frame_of(context, session.policy(), session.now());
            move.from = instant_of(args->times.from, frame);
            if (args->times.to) move.to = args->times.to->end_in(frame);
            return desk::move_visit(session, id, move);
        });
    });
}

void add_visit_cancel(Verb &group) {
    struct Args {
        VisitId id;
        std::string reason;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("cancel", "cancel a visit").writes();
    verb.positional("VISIT", args->id, "the visit: C42.v1");
    verb.text("reason", args->reason, "why").required();
    verb.run(Right::case_visit, [args](Context &context) {
        change_visit(context, args->id, [&](ledger::Session &session, VisitId id) {
            return desk::cancel_visit(session, id, args->reason);
        });
    });
}

void add_done(Verb &group) {
    struct Args {
        VisitId id;
        desk::VisitRecord record;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("done", "write the service record of a visit").writes();
    verb.positional("VISIT", args->id, "the visit: C42.v1");
    verb.text("found", args->record.found, "what was found").required();
    verb.text("done", args->record.done, "what was done").required();
    verb.option("part", args->record.parts, "TEXT", "a part that was used; may be repeated");
    verb.text("result", args->record.result, "the result").required();
    verb.run(Right::case_visit, [args](Context &context) {
        change_visit(context, args->id, [&](ledger::Session &session, VisitId id) {
            return desk::record_visit(session, id, args->record);
        });
    });
}

void add_visit_list(Verb &group) {
    struct Args {
        std::optional<std::string> technician;
        std::optional<When> from;
        std::optional<When> before;
        Limit limit;
        bool all = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("list", "list booked visits, the earliest first");
    verb.option("technician", args->technician, "STAFF", "of this person");
    verb.option("from", args->from, "TIME", "beginning then or later");
    verb.option("before", args->before, "TIME", "beginning before");
    verb.flag("all", args->all, "also done and cancelled visits");
    args->limit.declare(verb);
    verb.run(Right::case_visit, [args](Context &context) {
        ReadContext desk{context};
        auto const frame = frame_of(context, desk.policy, desk.now);
        store::VisitQuery const query{!args->all, args->technician, instant_of(args->from, frame),
                                      instant_of(args->before, frame), args->limit.rows()};
        require_order(query.from, query.before, "--from", "--before");
        auto table = report::list_visits(desk.reader, query);
        if (table.rows.empty())
            if (auto no = rules::refuse_unlisted("technician", args->technician.value_or(""),
                                                 desk.policy.staff))
                throw Refused{*no};
        if (!args->all) table.empty = "No such visit is booked.";
        args->limit.note(table, say("visits"));
        context.print(table);
    });
}

void add_visit_show(Verb &group) {
    auto ids = std::make_shared<std::vector<VisitId>>();
    auto &verb = group.verb("show", "show visits: appointment and service record");
    verb.positional("VISIT", *ids, "the visits: C42.v1");
    verb.run(Right::case_visit, [ids](Context &context) {
        ReadContext desk{context};
        auto adopted = ledger::adopted_terms_of(desk.reader);
        if (ids->size() > 1) context.expect_several();
        for (auto const id : *ids) {
            auto const item = ledger::load(desk.reader, adopted, id.case_id);
            if (!item) throw Refused{ledger::no_such(id.case_id)};
            context.print_one(report::show_visit(desk.reader, desk.policy, *item,
                                                 find_visit(*item, id),
                                                 desk.reader.events(id.case_id)));
        }
    });
}

}  // namespace

void add_visit(Tool &tool) {
    auto &group = tool.verb("visit", "appointments of technicians with customers");
    add_book(group);
    add_move(group);
    add_visit_cancel(group);
    add_done(group);
    add_visit_list(group);
    add_visit_show(group);
}

}  // namespace dcc::cli
