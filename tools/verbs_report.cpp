#include "common/desk.hpp"
#include "tools.hpp"
#include <dcc/report/backlog.hpp>
#include <dcc/report/sla.hpp>

namespace dcc::cli {
namespace {

struct ScopeArgs {
    std::optional<When> from;
    std::optional<When> to;
    std::optional<When> as_of;
    std::vector<report::Dimension> by;
};

bool is_date(When const &when) {
    return parse_date(when.text()).has_value();
}

report::Scope scope_of(Context &context, ScopeArgs const &args, Instant now) {
    report::Scope scope;
    if (args.from) scope.from = args.from->in(context.zone(), now);
    if (args.to) {
        scope.before = args.to->in(context.zone(), now);
        // A date includes the whole day.
        if (is_date(*args.to)) {
            auto const civil = context.zone().to_civil(*scope.before) + std::chrono::days{1};
            scope.before = context.zone().to_instant(civil);
        }
    }
    scope.as_of = args.as_of ? args.as_of->in(context.zone(), now) : now;
    scope.by = args.by;
    if (scope.from && scope.before && *scope.before <= *scope.from)
        throw Error{ErrorKind::usage, "--to is not after --from"};
    return scope;
}

using Report = Sheet (*)(store::Reader &, Policy const &, report::Scope const &);

Verb &add_report(Tool &tool, Right right, std::string const &name, std::string const &summary,
                 std::string const &details, Report make) {
    auto args = std::make_shared<ScopeArgs>();
    auto &verb = tool.verb(name, summary);
    verb.details(details);
    verb.option("from", args->from, "TIME", "from this day or instant on");
    verb.option("to", args->to, "TIME", "until the end of this day, or before this instant");
    verb.list("by", args->by, "channel|category|priority|team|person|month",
              "a row for each of these, separated by commas");
    verb.option("as-of", args->as_of, "TIME", "the state at this instant; now unless given");
    verb.run(right, [args, make](Context &context) {
        ReadContext desk{context};
        context.print(make(desk.reader, desk.policy, scope_of(context, *args, desk.now)));
    });
    return verb;
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
        report::sla);
    add_report(tool, Right::report_backlog, "backlog", "open cases, their ages, and what changed",
               "Cases open before --from, cases opened, reopened and solved until --to, and cases "
               "open then: opened + reopened - solved = change.",
               report::backlog);
    return tool;
}

}  // namespace dcc::cli
