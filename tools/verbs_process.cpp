#include "verbs_process.hpp"

#include "common/desk.hpp"
#include "report_verbs.hpp"
#include <dcc/report/process.hpp>
#include <dcc/report/simulate.hpp>

namespace dcc::cli {

void add_process(Tool &tool) {
    struct Args {
        std::optional<report::Notation> chart;
        CaseKind kind = CaseKind::service;
        bool guide = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("process", "the process of the policy: charts, roles, guide");
    verb.details(
        "Prints the steps of service cases and complaints with the roles that may do them, the "
        "responsibility matrix, and the rules of the policy. --guide prints them as a Markdown "
        "document with flow charts; --chart prints one flow chart alone.");
    verb.flag("guide", args->guide, "as an operating guide in Markdown");
    verb.choice("chart", args->chart, {"mermaid", "dot"}, "only the flow chart, in this notation");
    verb.choice("kind", args->kind, {"service", "complaint"},
                "the cases of the chart; service unless given");
    verb.run(Right::report_process, [args](Context &context) {
        if (args->guide && args->chart)
            throw Error{ErrorKind::usage, "give either --guide or --chart"};
        ReadContext const desk{context};
        if (args->chart)
            context.print_line(report::process_chart(args->kind, *args->chart));
        else if (args->guide)
            context.print_line(report::process_guide(desk.policy));
        else
            context.print(report::process(desk.policy));
    });
}

void add_simulate(Tool &tool) {
    auto list = std::make_shared<bool>(false);
    auto &verb = tool.verb("simulate", "replay history under another policy");
    verb.details(
        "Of cases received from --from to --to: which deadlines would be met or missed under the "
        "policy of --policy, which the desk need not know. Nothing is changed. The work of people, "
        "categories and priorities stay as they are on record; customers have the tiers of now.");
    auto const args = declare_scope(verb, report::case_dimensions,
                                    {.where = true, .depth = true, .tz = true, .fail_on = true});
    verb.flag("cases", *list, "also list the deadlines that change");
    verb.run(Right::report_simulate, [args, list](Context &context) {
        ReadContext desk{context};
        print_report(
            context, *args,
            report::simulate(desk.reader, desk.policy, scope_of(context, *args, desk), *list));
    });
}

}  // namespace dcc::cli
