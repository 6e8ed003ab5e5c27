#include "verbs_process.hpp"

#include "common/desk.hpp"
#include "common/progress.hpp"
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
    struct Args {
        bool list = false;
        bool reclassify = false;
    };
    auto args = std::make_shared<Args>();
    auto &verb = tool.verb("simulate", "replay history under another policy");
    verb.details(
        "Of cases received from --from to --to: which deadlines would be met or missed under the "
        "policy of --policy, which the desk need not know. Nothing is changed. The work of people, "
        "categories and priorities stay as they are on record; customers have the tiers of now. "
        "With "
        "--reclassify, categories and priorities that no person gave are those of the policy.");
    auto const scope = declare_scope(verb, report::case_dimensions,
                                     {.where = true, .depth = true, .tz = true, .fail_on = true});
    verb.flag("cases", args->list, "also list the deadlines that change");
    verb.flag("reclassify", args->reclassify,
              "classify and rate each case by the rules of the policy, from its text");
    verb.run(Right::report_simulate, [args, scope](Context &context) {
        ReadContext desk{context};
        auto const bounds = scope_of(context, *scope, desk);
        auto const sheet = [&] {
            Progress progress{context, "simulate"};
            return report::simulate(desk.reader, desk.policy, bounds,
                                    {args->list, args->reclassify, [&](std::int64_t cases) {
                                         progress.at(static_cast<std::uint64_t>(cases));
                                     }});
        }();
        print_report(context, *scope, sheet);
    });
}

}  // namespace dcc::cli
