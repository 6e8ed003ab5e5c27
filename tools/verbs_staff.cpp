#include "verbs_staff.hpp"

#include "common/desk.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/desk/staff.hpp>
#include <dcc/report/staff.hpp>
#include <dcc/rules/listed.hpp>

namespace dcc::cli {
namespace {

void print_absences(Context &context, desk::AbsenceReceipt const &receipt) {
    print_notes(context, receipt.notes);
    if (receipt.absences.size() > 1) context.expect_several();
    for (auto const &row : receipt.absences)
        context.receipt(row.person, [&] { return Sheet{report::absences({row}), {}}; });
}

void add_absent(Verb &group) {
    struct Args {
        std::string person;
        std::optional<When> from;
        std::optional<When> to;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("absent", "record that a person is absent").writes();
    verb.details(
        "Nothing is dispatched to an absent person, and what is assigned to them goes to their "
        "substitute. No reason is asked for. 'dcc-route rebalance' moves what they have not "
        "begun, with --begun all that they have.");
    verb.positional("PERSON", args->person, "the person");
    verb.option("from", args->from, "TIME", "from this day or instant on; now unless given");
    verb.option("to", args->to, "TIME",
                "until the end of this day, or this instant; until further notice unless given");
    verb.run(Right::route_staff, [args](Context &context) {
        auto &desk = write_desk(context);
        auto const frame = frame_of(context, desk.policy, desk.session.now());
        auto const from = instant_of(args->from, frame).value_or(frame.now);
        auto const to = args->to ? std::optional{args->to->end_in(frame)} : std::nullopt;
        print_absences(context, accept(desk::record_absence(desk.session, args->person, from, to)));
    });
}

void add_back(Verb &group) {
    struct Args {
        std::string person;
        std::optional<When> at;
    };
    auto args = std::make_shared<Args>();
    auto &verb = group.verb("back", "record that a person is back").writes();
    verb.details(
        "Ends the absence in force. With --at TIME of one that has not begun, it never happens.");
    verb.positional("PERSON", args->person, "the person");
    verb.option("at", args->at, "TIME", "since this day or instant; now unless given");
    verb.run(Right::route_staff, [args](Context &context) {
        auto &desk = write_desk(context);
        auto const at = instant_of(args->at, frame_of(context, desk.policy, desk.session.now()));
        print_absences(context, accept(desk::record_return(desk.session, args->person,
                                                           at.value_or(desk.session.now()))));
    });
}

void add_staff_list(Verb &group) {
    auto team = std::make_shared<std::optional<std::string>>();
    auto &verb = group.verb("list", "list the staff: who is at work, and how much they have to do");
    verb.option("team", *team, "TEAM", "of this team");
    verb.run(Right::route_staff, [team](Context &context) {
        ReadContext desk{context};
        if (auto no = rules::refuse_unlisted("team", team->value_or(""), desk.policy.teams))
            throw Refused{*no};
        context.print(report::staff(desk.reader, desk.policy, *team, desk.now));
    });
}

void add_staff_show(Verb &group) {
    auto id = std::make_shared<std::string>();
    auto &verb = group.verb("show", "show a person: workload and absences");
    verb.positional("PERSON", *id, "the person");
    verb.run(Right::route_staff, [id](Context &context) {
        ReadContext here{context};
        if (auto no = desk::refuse_person(here.policy, *id)) throw Refused{*no};
        context.print(
            report::show_person(here.reader, here.policy, *here.policy.person(*id), here.now));
    });
}

}  // namespace

void add_staff(Tool &tool) {
    auto &group = tool.verb("staff", "the people of the desk: absences and workload");
    add_absent(group);
    add_back(group);
    add_staff_list(group);
    add_staff_show(group);
}

void add_rebalance(Tool &tool) {
    auto &verb = tool.verb("rebalance", "move cases that nobody has begun to people who are free")
                     .maintains();
    verb.details(
        "Dispatches the cases that wait in the queues of teams; then moves cases away from people "
        "who are absent, and from busy people to those who use less of their capacity. See first "
        "what would happen, with --dry-run.");
    auto begun = std::make_shared<bool>(false);
    verb.flag("begun", *begun, "also what people have begun who are absent or gone");
    verb.run(Right::route_assign, [begun](Context &context) {
        using desk::Passed;
        WriteContext desk{context};
        Columns<Passed> const columns{
            {"case", "Case", &Passed::id},   {"team", "Team", &Passed::team},
            {"from", "From", &Passed::from}, {"to", "To", &Passed::to},
            {"why", "Why", &Passed::why},    {"subject", "Subject", &Passed::subject},
        };
        context.print(columns.table_of(
            accept(desk::rebalance(desk.session, *begun ? desk::Begun::moves : desk::Begun::stays)),
            "Nothing is to be moved."));
    });
}

}  // namespace dcc::cli
