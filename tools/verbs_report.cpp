#include "report_verbs.hpp"
#include "tools.hpp"
#include "verbs_process.hpp"
#include "verbs_quality.hpp"
#include "verbs_report_page.hpp"
#include "verbs_report_people.hpp"
#include "verbs_report_trend.hpp"
#include <dcc/report/actions.hpp>
#include <dcc/report/backlog.hpp>
#include <dcc/report/causes.hpp>
#include <dcc/report/complaints.hpp>
#include <dcc/report/held.hpp>
#include <dcc/report/sla.hpp>
#include <dcc/report/triage.hpp>

#include <algorithm>
#include <array>

namespace dcc::cli {
namespace {

// What the case of an improvement action has.
constexpr std::array action_dimensions{report::Dimension::team, report::Dimension::person};

void add_causes(Tool &tool) {
    auto depth = std::make_shared<std::optional<int>>();
    auto &verb = tool.verb("causes", "the root causes of complaints, the most frequent first");
    verb.details(
        "Of complaints received from --from to --to: how many each root cause explains, its share "
        "with the Wilson score interval, the share of all causes down to it, in how many it "
        "contributed, and the remedies that the complaints cost.");
    auto const args =
        declare_scope(verb, report::complaint_dimensions,
                      {.where = true, .tz = true, .compare = true, .cases = true, .fail_on = true});
    verb.option("depth", *depth, "N", "count causes for the one above them at this depth; 1: top");
    verb.run(Right::report_complaints, [args, depth](Context &context) {
        if (*depth && **depth < 1) throw Error{ErrorKind::usage, "--depth: must be 1 or more"};
        ReadContext desk{context};
        print_report(
            context, *args,
            report::causes(desk.reader, desk.policy, scope_of(context, *args, desk), *depth));
    });
}

void add_held_report(Tool &tool) {
    auto by = std::make_shared<report::HeldBy>();
    auto &verb = tool.verb("held", "how long teams and people held cases");
    verb.details(
        "Of cases received from --from to --to: how long each team or person held them, in all and "
        "in working time. The times sum up to the ages of the cases.");
    auto const args = declare_scope(verb, {},
                                    {.where = true,
                                     .tz = true,
                                     .compare = true,
                                     .cases = true,
                                     .fail_on = true,
                                     .where_over = report::case_dimensions});
    verb.choice("by", *by, {"team", "person"}, "a row for each of these; team unless given");
    verb.run(Right::report_held, [args, by](Context &context) {
        ReadContext desk{context};
        print_report(context, *args,
                     report::held(desk.reader, desk.policy, scope_of(context, *args, desk), *by));
    });
}

}  // namespace

Tool make_report_tool() {
    Tool tool{"dcc-report", "report what the desk did"};
    add_report(
        tool, Right::report_sla, "sla",
        "service levels: met, breached, running, and how long it took",
        "Of cases received from --from to --to. Basis: the service terms of each case. Times "
        "are working time on each clock's calendar, without pauses, of clocks that ended; "
        "the median and P90 are values that occurred (nearest rank).",
        report::sla, report::clock_dimensions,
        {.where = true,
         .depth = true,
         .tz = true,
         .compare = true,
         .cases = true,
         .fail_on = true});
    add_report(tool, Right::report_backlog, "backlog", "open cases, their ages, and what changed",
               "Cases open before --from, cases opened, reopened and solved until --to, and cases "
               "open then: opened + reopened - solved = change.",
               report::backlog, report::clock_dimensions,
               {.where = true,
                .depth = true,
                .tz = true,
                .compare = true,
                .cases = true,
                .ahead = true,
                .fail_on = true});
    add_report(tool, Right::report_complaints, "complaints",
               "complaints: rate, limits, decisions, outcomes, remedies",
               "Of complaints received from --from to --to. Rates are per 1,000 service cases "
               "received in the same time; rates and shares have Wilson score intervals (95 %). An "
               "open clock past its deadline is late. Silence is not acceptance.",
               report::complaints, report::complaint_dimensions,
               {.where = true,
                .depth = true,
                .tz = true,
                .compare = true,
                .cases = true,
                .fail_on = true});
    add_causes(tool);
    add_report(tool, Right::report_complaints, "actions",
               "improvement actions, and whether they had an effect",
               "Of actions planned from --from to --to. The effect compares the complaints of the "
               "action's causes per 1,000 service cases in a window before it was planned and one "
               "of the same length after it was done: 90 days or the time since, at least 7 days. "
               "\"better\" and \"worse\" are said only when Newcombe's interval (95 %) of the "
               "difference excludes 0.",
               report::actions, {},
               {.where = true, .tz = true, .fail_on = true, .where_over = action_dimensions});
    add_held_report(tool);
    add_report(tool, Right::report_triage, "triage",
               "how cases were classified and rated, and what people changed",
               "Of service cases received from --from to --to: the cases of each classification "
               "rule and those to which people then gave another category, and the priorities that "
               "people gave in place of the policy's, by whom.",
               report::triage, report::case_dimensions,
               {.where = true,
                .depth = true,
                .tz = true,
                .compare = true,
                .cases = true,
                .fail_on = true});
    add_people_reports(tool);
    add_trend_reports(tool);
    add_page_reports(tool);
    add_quality(tool);
    add_training(tool);
    add_process(tool);
    add_simulate(tool);
    auto const summary = std::ranges::find(tool.root().verbs(), "summary", &Verb::name);
    tool.at_a_glance(Right::report_summary,
                     [&summary = **summary](Context &context) { summary(context); });
    return tool;
}

}  // namespace dcc::cli
