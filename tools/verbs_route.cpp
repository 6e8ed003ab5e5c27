#include "common/desk.hpp"
#include "common/filter_words.hpp"
#include "common/remedies.hpp"
#include "tools.hpp"
#include "verbs_escalate.hpp"
#include "verbs_handover.hpp"
#include "verbs_incident.hpp"
#include "verbs_learn.hpp"
#include "verbs_staff.hpp"
#include "verbs_try.hpp"
#include <dcc/desk/routing.hpp>
#include <dcc/report/case_list.hpp>
#include <dcc/report/glance.hpp>
#include <dcc/report/why.hpp>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

constexpr std::size_t batch_size = 2000;  // as that of an import
constexpr std::size_t most_notes = 5;     // of those that say the same about different cases

struct TriageCall {
    Cases cases;
    desk::TriageArgs args;
    bool no_dispatch = false;
};

// The text of a note without the ids of cases and the times in it.
std::string without_numbers(std::string const &text) {
    std::istringstream words{text};
    std::string kind;
    for (std::string word; words >> word;) {
        auto const core = word.substr(0, word.find_last_not_of(",:") + 1);
        bool const is_id = core.starts_with('C') && CaseId::parse(core);
        bool const is_time =
            core.size() > 1 && core.find_first_not_of("0123456789") == core.size() - 1;
        kind += (is_id || is_time ? "#" : word) + " ";
    }
    return kind;
}

// Notes about any number of cases. Of those that say the same, a few are printed and the others are
// counted.
class NoteTally {
  public:
    void add(std::vector<Note> const &notes) {
        for (auto const &note : notes) {
            auto const known = index_.try_emplace(without_numbers(note.text), kinds_.size());
            if (known.second) kinds_.emplace_back();
            auto &kind = kinds_[known.first->second];
            if (++kind.count <= most_notes) kind.first.push_back(note);
        }
    }

    void print(Context const &context) const {
        for (auto const &kind : kinds_) {
            if (kind.count <= most_notes)
                print_notes(context, kind.first);
            else
                context.note(say("{} (and the same of {} more cases)",
                                 text_of(kind.first.front(), context.language()), kind.count - 1));
        }
    }

  private:
    struct Kind {
        std::size_t count = 0;
        std::vector<Note> first;
    };
    std::vector<Kind> kinds_;  // in the order of their first notes
    std::map<std::string, std::size_t> index_;
};

// Triages all new cases, in batches so that other writers need not wait for all of them.
void triage_new(Context &context, WriteContext &desk, desk::Triage &triage,
                desk::TriageArgs const &args) {
    context.expect_several();
    bool refused = false;
    NoteTally notes;
    CaseId last;
    for (;;) {
        auto const ids = desk.writer.new_cases(last, batch_size);
        if (ids.empty()) break;
        std::vector<ledger::Receipt> receipts;
        ledger::Session::Transaction transaction{desk.session};
        for (auto const id : ids) {
            last = id;
            auto outcome = triage(id, args);
            if (outcome)
                receipts.push_back(std::move(*outcome));
            else {
                refused = true;
                report(context.error_style(), outcome.refusal(), id.text());
            }
        }
        transaction.commit();
        for (auto &receipt : receipts) {
            notes.add(std::exchange(receipt.notes, {}));
            print_receipt(context, desk, receipt);
        }
    }
    notes.print(context);
    if (refused) throw Quit{1};
}

void triage(Context &context, TriageCall const &call) {
    auto &desk = write_desk(context);
    desk::Triage triage{desk.session};
    auto args = call.args;
    args.dispatch = !call.no_dispatch;
    if (call.cases.refs.empty() && !call.cases.several)
        return triage_new(context, desk, triage, args);
    for_each_case(context, call.cases, [&](CaseRef const &ref) {
        print_receipt(context, desk, accept(triage(find_case(desk.writer, ref), args)));
    });
}

void add_triage(Tool &tool) {
    auto call = std::make_shared<TriageCall>();
    auto &verb =
        tool.verb("triage", "classify, rate and dispatch cases: given ones, or all new ones")
            .writes();
    verb.details(
        "The policy's ordered rules decide the category, its matrix of impact and urgency the "
        "priority, which other rules raise; dispatch chooses the least loaded suitable person on "
        "duty. Values given here or "
        "when the case was opened take precedence. 'dcc-route why' shows what decided.");
    verb.cases(call->cases, "the cases; all new ones unless given").optional();
    auto &rating = call->args.rating;
    verb.option("category", rating.category, "ID", "this category instead of the rules'");
    verb.option("impact", rating.impact, "NAME", "this impact");
    verb.option("urgency", rating.urgency, "NAME", "this urgency");
    verb.option("priority", rating.priority, "NAME", "this priority instead of the policy's");
    verb.text("reason", call->args.reason, "why, for a category or rating given here");
    verb.flag("no-dispatch", call->no_dispatch, "do not assign the cases");
    verb.run(Right::route_triage, [call](Context &context) { triage(context, *call); });
}

void add_assign(Tool &tool) {
    struct Args {
        Cases cases;
        std::optional<std::string> to;
        bool automatic = false;
        std::optional<std::string> force;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("assign", "assign cases to a person or a team").writes();
    verb.details(
        "A person who is absent or at capacity is refused, unless --force says why; an absent one "
        "who has a substitute is replaced by them.");
    verb.cases(args->cases);
    verb.option("to", args->to, "STAFF", "a person or a team of the policy");
    verb.flag("auto", args->automatic, "to whom dispatch chooses");
    verb.option("force", args->force, "REASON", "why to somebody who is absent or at capacity");
    verb.run(Right::route_assign, [args](Context &context) {
        if (args->automatic == args->to.has_value())
            throw Error{ErrorKind::usage, "give either --to or --auto",
                        "try 'dcc-route assign --help'"};
        if (args->automatic && args->force)
            throw Error{ErrorKind::usage, "--force goes with --to: dispatch obeys the limits"};
        change_cases(context, args->cases, [&](ledger::Session &session, CaseId id) {
            if (args->automatic) return desk::dispatch_case(session, id);
            return desk::assign(session, id,
                                {*args->to, args->force.has_value(), args->force.value_or("")});
        });
    });
}

void add_queue(Tool &tool) {
    struct Args {
        std::optional<std::string> team;
        std::optional<std::string> person;
        bool mine = false;
        bool handed_over = false;
        FilterWords filter;
        Limit limit;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("queue", "list the cases to work on, the earliest deadline first");
    args->filter.declare(verb);
    verb.option("team", args->team, "TEAM", "of this team");
    verb.option("person", args->person, "PERSON", "of this person");
    verb.flag("mine", args->mine, "of the actor (--as)");
    verb.flag("handed-over", args->handed_over, "handed over, and neither accepted nor returned");
    args->limit.declare(verb);
    verb.run(Right::route_queue, [args](Context &context) {
        ReadContext desk{context};
        store::CaseQuery query;
        args->filter.apply(context, desk, query);
        query.only_open = true;
        query.team = args->team;
        query.person = args->mine ? std::optional{context.actor()} : args->person;
        query.handed_over = args->handed_over;
        query.limit = args->limit.rows();
        auto table = report::list_cases(desk.reader, query, desk.now);
        if (args->mine) query.person.reset();
        if (table.rows.empty())
            if (auto no = report::refuse_query(desk.policy, query)) throw Refused{*no};
        table.empty = "Nothing to do.";
        context.print(table);
    });
}

void add_why(Tool &tool) {
    auto cases = std::make_shared<Cases>();
    auto &verb = tool.verb("why", "show why cases are classified, rated and assigned as they are");
    verb.cases(*cases);
    verb.run(Right::route_why, [cases](Context &context) {
        ReadContext desk{context};
        for_each_case(context, *cases, [&](CaseRef const &ref) {
            auto const item = load_case(desk.reader, ref);
            context.print_one(report::why(item, desk.reader.events(item.id)));
        });
    });
}

}  // namespace

Tool make_route_tool() {
    Tool tool{"dcc-route", "assign cases to the people who can solve them"};
    tool.at_a_glance(Right::route_queue, [](Context &context) {
        ReadContext desk{context};
        context.print(report::glance_at_queues(desk.reader, desk.policy, desk.now));
    });
    add_triage(tool);
    add_assign(tool);
    add_handover(tool);
    add_task(tool);
    add_rebalance(tool);
    add_staff(tool);
    add_escalate(tool);
    add_incident(tool);
    add_queue(tool);
    add_why(tool);
    add_learn(tool);
    add_try(tool);
    return tool;
}

}  // namespace dcc::cli
