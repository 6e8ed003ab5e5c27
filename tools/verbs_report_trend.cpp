#include "verbs_report_trend.hpp"

#include "common/output_file.hpp"
#include "report_verbs.hpp"
#include <dcc/base/new_file.hpp>
#include <dcc/report/indicators.hpp>
#include <dcc/report/summary.hpp>
#include <dcc/report/trend.hpp>

#include <algorithm>

namespace dcc::cli {
namespace {

struct TrendArgs {
    Measure measure{};
    report::Dimension by = report::Dimension::week;
};

void add_trend(Tool &tool) {
    auto trend = std::make_shared<TrendArgs>();
    auto &verb = tool.verb("trend", "a figure over time, with control limits and change point");
    verb.details(
        "MEASURE is opened, resolved, reopened, open, late, first_response_met, resolution_met, "
        "first_response_time, resolution_time, csat, nps, complaints, complaint_rate or escalated: "
        "one value for each day, week or month, from --from, or else from the first case on. "
        "Limits are three standard deviations from the centre, of whole periods; a point outside "
        "them differs by more than chance. With fewer than 10 whole periods nothing is said.");
    verb.positional("MEASURE", trend->measure, "what is measured");
    auto const args = declare_scope(
        verb, {},
        {.where = true, .tz = true, .fail_on = true, .where_over = report::case_dimensions});
    verb.choice("by", trend->by, {"day", "week", "month"}, "a row for each; week unless given");
    verb.run(Right::report_trend, [args, trend](Context &context) {
        ReadContext desk{context};
        print_report(context, *args,
                     report::trend(desk.reader, desk.policy, scope_of(context, *args, desk),
                                   trend->measure, trend->by));
    });
}

// The instant whose state a report shows. Throws Error{usage} when it is in the future.
Instant as_of_in(Context &context, ReadContext const &desk, std::optional<When> const &as_of) {
    ScopeArgs args;
    args.as_of = as_of;
    return scope_of(context, args, frame_of(context, desk.policy, desk.now)).as_of;
}

struct IndicatorArgs {
    std::optional<When> as_of;
    bool plugin = false;
    std::optional<std::filesystem::path> prometheus;
};

// Collectors run as somebody else, and the figures are of no single person.
void write_for_collector(Context &context, std::filesystem::path const &file,
                         std::string const &text) {
    if (file.extension() != ".prom")
        throw Error{ErrorKind::usage,
                    say("--prometheus: the collector does not read {}", printable(file.string())),
                    "give the file a name that ends in .prom"};
    require_no_part(context, file);
    NewFile made{file, Existing::replace};
    made.create({0644, {}, {}}, text);
    made.keep();
}

void report_indicators(Context &context, IndicatorArgs const &args) {
    ReadContext desk{context};
    store::Reader::Snapshot const snapshot{desk.reader};
    auto const as_of = as_of_in(context, desk, args.as_of);
    auto const measured = report::measure_indicators(desk.reader, desk.policy, as_of);
    if (args.prometheus) {
        write_for_collector(context, *args.prometheus, report::prometheus_text(measured, as_of));
        return;
    }
    if (args.plugin)
        context.output().write(report::plugin_line(measured));
    else
        context.print(report::indicators(desk.reader, desk.policy, measured, as_of));
    if (auto const state = report::plugin_state(measured); state.status != 0)
        throw Quit{state.status};
}

// A monitoring system knows no other statuses than 0 to 3.
void report_to_monitoring(Context &context, IndicatorArgs const &args) {
    constexpr int unknown = 3;
    auto const fail = [&](std::string why) {
        std::ranges::replace(why, '|', '/');  // which would begin performance data
        context.output().write("DCC UNKNOWN - " + printable(why) + "\n");
        throw Quit{unknown};
    };
    try {
        report_indicators(context, args);
    } catch (Error const &error) {
        fail(error.what());
    } catch (Refused const &refused) {
        fail(refused.refusal().message);
    }
}

void add_indicators(Tool &tool) {
    auto args = std::make_shared<IndicatorArgs>();
    auto &verb = tool.verb("indicators", "the indicators of the policy, for people and monitors");
    verb.details(
        "Each [[indicator]] of the policy: its value, thresholds and state. The exit status is "
        "that of a monitoring plugin: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN when none can be "
        "decided. With --prometheus it is 0 once the file is written.");
    verb.option("as-of", args->as_of, "TIME", "the state at this instant; now unless given");
    verb.flag("plugin", args->plugin, "one line with performance data, for a monitoring system");
    verb.option("prometheus", args->prometheus, "FILE",
                "write a file for the textfile collector of node_exporter; print nothing");
    verb.run(Right::report_indicators, [args](Context &context) {
        if (args->plugin && args->prometheus)
            throw Error{ErrorKind::usage, "--plugin and --prometheus exclude each other"};
        if (args->plugin)
            report_to_monitoring(context, *args);
        else
            report_indicators(context, *args);
    });
}

void add_summary(Tool &tool) {
    constexpr int most_days = 3660;
    auto days = std::make_shared<int>(7);
    auto &verb = tool.verb("summary", "the desk at a glance, on one screen");
    verb.details(
        "What came, was resolved and reopened in the last days, against as many days before; "
        "what is open, late, due until midnight, waiting, and to be told to customers by hand; "
        "and the five cases that have been overdue longest.");
    verb.option("days", *days, "N", "the last so many days; 7 unless given");
    auto const args = declare_scope(verb, {},
                                    {.bounds = false,
                                     .where = true,
                                     .tz = true,
                                     .fail_on = true,
                                     .where_over = report::case_dimensions});
    verb.run(Right::report_summary, [args, days](Context &context) {
        require_between("days", *days, 1, most_days);
        ReadContext desk{context};
        print_report(
            context, *args,
            report::summary(desk.reader, desk.policy, scope_of(context, *args, desk), *days));
    });
}

}  // namespace

void add_trend_reports(Tool &tool) {
    add_summary(tool);
    add_trend(tool);
    add_indicators(tool);
}

}  // namespace dcc::cli
