#include <dcc/base/columns.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/sla.hpp>
#include <dcc/stats/quantile.hpp>

#include <map>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// A row of the report: the clocks of one kind in one group.
struct Row {
    std::string key;
    ClockKind clock{};
    ClockTally tally;
    stats::Summary times;
};

Columns<Row> columns_of(Grouping const &grouping) {
    auto const tally = [](auto part) { return part_of(&Row::tally, part); };
    auto const share_met = [](ClockTally const &counts) -> Cell {
        auto const decided = counts.decided();
        if (decided == 0) return {};
        return Share{static_cast<double>(counts.met) / static_cast<double>(decided)};
    };
    auto const time = [](std::optional<std::int64_t> stats::Summary::*figure) {
        return [figure](Row const &row) {
            auto const &seconds = row.times.*figure;
            return seconds ? Cell{Worked{Seconds{*seconds}}} : Cell{};
        };
    };
    auto columns = grouping.columns(&Row::key);
    columns.append({
        {"clock", "Clock", &Row::clock},
        {"clocks", "Count", tally(&ClockTally::total)},
        {"met", "Met", tally(&ClockTally::met)},
        {"breached", "Breached", tally(&ClockTally::breached)},
        {"running", "Running", tally(&ClockTally::running)},
        {"no_target", "", tally(&ClockTally::no_target)},
        {"share_met", "Share met", tally(share_met)},
        {"timed", "", [](Row const &row) { return row.times.n; }},
        {"median_s", "Median", time(&stats::Summary::median)},
        {"p90_s", "P90", time(&stats::Summary::p90)},
        {"mean_s", "Mean", time(&stats::Summary::mean)},
        {"dated_by_hand", "", tally(&ClockTally::by_hand)},
    });
    return columns;
}

std::string not_counted(std::int64_t clocks) {
    return fmt::format(
        "Not counted: {} in time that {}.",
        clocks == 1 ? "1 clock" : fmt::format("{} clocks", clocks),
        clocks == 1 ? "was cancelled or has no known end" : "were cancelled or have no known end");
}

}  // namespace

Sheet sla(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Grouping grouping{policy, scope.by};
    std::unordered_map<std::string, std::map<ClockKind, ClockTally>> tallies;
    for (auto const kind : {ClockKind::first_response, ClockKind::next_response, ClockKind::update,
                            ClockKind::resolution, ClockKind::promise, ClockKind::acknowledge,
                            ClockKind::reply, ClockKind::task})
        each_clock(reader, scope, kind, [&](auto const &clock) {
            tallies[grouping.key(clock)][kind].count(clock, scope.as_of);
        });

    auto const columns = columns_of(grouping);
    auto table = columns.table("No case in that time.");
    std::int64_t omitted = 0;
    std::int64_t by_hand = 0;
    for (auto const &key : grouping.keys_of(tallies))
        for (auto &[kind, tally] : tallies[key]) {
            omitted += tally.not_counted;
            by_hand += tally.by_hand;
            if (tally.total() == 0) continue;
            auto const times = stats::summarise(tally.elapsed);
            columns.add(table, {key, kind, std::move(tally), times});
        }

    Columns<Scope> head{
        {"report", "", [](Scope const &) { return "sla"; }},
        {"basis", "", [](Scope const &) { return "promised"; }},
    };
    Sheet sheet{head.append(scope_columns()).row(scope), {}};
    sheet.head.notes = {
        fmt::format("Service levels of {}", describe(scope, policy)),
        "Basis: the service terms of each case; times are working time without pauses, of clocks "
        "that ended."};
    if (by_hand > 0)
        sheet.head.notes.push_back(
            fmt::format("Dated by hand: {} belong to cases with an event whose time a person gave.",
                        by_hand == 1 ? "1 clock" : fmt::format("{} clocks", by_hand)));
    if (omitted > 0) sheet.head.notes.push_back(not_counted(omitted));
    sheet.parts.push_back({"rows", "", std::move(table)});
    return sheet;
}

}  // namespace dcc::report
