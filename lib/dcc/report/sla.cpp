#include <dcc/base/columns.hpp>
#include <dcc/report/clock_cases.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/earlier.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/sla.hpp>
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::array kinds_promised{
    ClockKind::first_response, ClockKind::next_response, ClockKind::update, ClockKind::resolution,
    ClockKind::promise,        ClockKind::acknowledge,   ClockKind::reply,  ClockKind::task};

using Kinds = std::map<ClockKind, ClockTally>;
using ClockTallies = std::unordered_map<std::string, Kinds>;

// A row of the report: the clocks of one kind in one group.
struct ServiceLevelRow {
    std::string key;
    ClockKind clock{};
    ClockTally tally;
    stats::Summary times;
    std::int64_t least = 0;  // shares of fewer are not shown

    stats::Proportion share_met() const {
        return tally.decided() < least ? stats::Proportion{} : tally.share_met();
    }
};

Columns<ServiceLevelRow> service_level_columns(Grouping const &grouping) {
    auto const tally = [](auto part) { return part_of(&ServiceLevelRow::tally, part); };
    auto const share_met = [](ServiceLevelRow const &row) {
        auto const share = row.share_met().share();
        return share ? Cell{Share{*share}} : Cell{};
    };
    auto const bound = [](double stats::Interval::*which) {
        return [which](ServiceLevelRow const &row) {
            auto const interval = stats::wilson(row.share_met());
            return interval ? Cell{Share{(*interval).*which}} : Cell{};
        };
    };
    auto const time = [](std::optional<std::int64_t> stats::Summary::*figure) {
        return [figure](ServiceLevelRow const &row) {
            auto const &seconds = row.times.*figure;
            return seconds ? Cell{Worked{Seconds{*seconds}}} : Cell{};
        };
    };
    using Entry = Columns<ServiceLevelRow>::Entry;
    auto columns = grouping.columns(&ServiceLevelRow::key);
    columns.append({
        {"clock", "Clock", &ServiceLevelRow::clock, true},
        Entry{"clocks", "Count", tally(&ClockTally::total)}.spare(4),
        Entry{"met", "Met", tally(&ClockTally::met)}.spare(1),
        {"breached", "Breached", tally(&ClockTally::breached)},
        Entry{"running", "Running", tally(&ClockTally::running)}.spare(2),
        {"no_target", "", tally(&ClockTally::no_target)},
        {"", "n", tally(&ClockTally::decided)},
        {"share_met", "Share met", share_met},
        {"", "95 %",
         [](ServiceLevelRow const &row) { return percent_range(stats::wilson(row.share_met())); },
         true},
        {"timed", "", [](ServiceLevelRow const &row) { return row.times.n; }},
        {"median_s", "Median", time(&stats::Summary::median)},
        Entry{"p90_s", "P90", time(&stats::Summary::p90)}.spare(3),
        Entry{"mean_s", "Mean", time(&stats::Summary::mean)}.spare(5),
        {"dated_by_hand", "", tally(&ClockTally::by_hand)},
        {"decided", "", tally(&ClockTally::decided)},
        {"share_met_low", "", bound(&stats::Interval::low)},
        {"share_met_high", "", bound(&stats::Interval::high)},
    });
    return columns;
}

// The share met of one kind of clock in one group, in the period and in an earlier one.
struct ComparedLevel {
    std::string key;
    ClockKind clock{};
    stats::Proportion now;
    stats::Proportion before;
    std::optional<std::int64_t> median;
    std::optional<std::int64_t> median_before;
    std::int64_t least = 0;

    bool is_shown() const { return now.n >= least && before.n >= least; }
    std::optional<Change> change() const {
        return is_shown() ? change_of(now, before) : std::nullopt;
    }
};

Table comparison(Grouping const &grouping, std::vector<ComparedLevel> const &pairs) {
    auto const n = [](stats::Proportion ComparedLevel::*part) {
        return [part](ComparedLevel const &pair) { return (pair.*part).n; };
    };
    auto const share = [](stats::Proportion ComparedLevel::*part) {
        return [part](ComparedLevel const &pair) {
            auto const found = (pair.*part).share();
            return found && (pair.*part).n >= pair.least ? Cell{Share{*found}} : Cell{};
        };
    };
    auto const change = [](auto get) {
        return [get](ComparedLevel const &pair) {
            auto const found = pair.change();
            return found ? Cell{get(*found)} : Cell{};
        };
    };
    auto const time = [](std::optional<std::int64_t> ComparedLevel::*part) {
        return [part](ComparedLevel const &pair) {
            return pair.*part ? Cell{Worked{Seconds{*(pair.*part)}}} : Cell{};
        };
    };
    using Entry = Columns<ComparedLevel>::Entry;
    auto columns = grouping.columns(&ComparedLevel::key);
    columns.append({
        {"clock", "Clock", &ComparedLevel::clock, true},
        {"decided", "n", n(&ComparedLevel::now)},
        {"share_met", "Met", share(&ComparedLevel::now)},
        Entry{"earlier_decided", "n", n(&ComparedLevel::before)}.spare(1),
        Entry{"earlier_share_met", "Before", share(&ComparedLevel::before)}.spare(1),
        {"difference", "", change([](Change const &of) { return of.difference; })},
        {"difference_low", "", change([](Change const &of) { return of.interval.low; })},
        {"difference_high", "", change([](Change const &of) { return of.interval.high; })},
        {"", "Change, 95 %", change([](Change const &of) {
             return fmt::format("{:+.1f} [{:.1f}, {:.1f}]", 100 * of.difference,
                                100 * of.interval.low, 100 * of.interval.high);
         }),
         true},
        {"verdict", "", change([](Change const &of) { return std::string{of.verdict()}; })},
        {"", "Verdict", change([](Change const &of) { return std::string{of.verdict()}; }), true},
        Entry{"median_s", "Median", time(&ComparedLevel::median)}.spare(2),
        Entry{"earlier_median_s", "Before", time(&ComparedLevel::median_before)}.spare(2),
    });
    return columns.table_of(pairs);
}

Wording not_counted(std::int64_t clocks) {
    return counted(clocks, "Not counted: 1 clock in time that was cancelled or has no known end.",
                   "Not counted: {} clocks in time that were cancelled or have no known end.");
}

// The clocks of each group. By tag, where groups have clocks in common, each clock is also counted
// once in `once`.
ClockTallies tallies_of(store::Reader &reader, Scope const &scope, Grouping &grouping,
                        ClockCases *cases, Kinds &once) {
    ClockTallies tallies;
    bool const all = scope.filter.empty();
    std::map<ClockKind, std::unordered_map<std::string, ClockTally>> groups;
    each_clock(reader, scope, kinds_promised, [&](ClockKind kind, auto const &clock) {
        if (!all && !scope.filter.accepts(dimensions_of(clock))) return;
        if (grouping.is_by_tag()) once[kind].count(clock, scope.as_of);
        auto &of_kind = groups[kind];
        grouping.each_key(clock, [&](std::string const &key) {
            of_kind[key].count(clock, scope.as_of);
            if (cases) cases->add(key, kind, clock, scope.as_of);
        });
    });
    for (auto &[kind, of_kind] : groups)
        for (auto &[key, tally] : of_kind) tallies[key][kind] = std::move(tally);
    return tallies;
}

std::vector<ComparedLevel> pairs_of(Grouping const &grouping, ClockTallies now, ClockTallies before,
                                    std::int64_t least) {
    std::vector<ComparedLevel> pairs;
    for (auto const &[key, kinds_before] : before)
        for (auto const &[kind, tally] : kinds_before) now[key].try_emplace(kind);
    auto const median = [](ClockTally &tally) { return stats::summarise(tally.elapsed).median; };
    for (auto const &key : grouping.keys_of(now))
        for (auto &[kind, tally] : now[key]) {
            auto &earlier = before[key][kind];
            if (tally.total() + earlier.total() == 0) continue;
            pairs.push_back({key, kind, tally.share_met(), earlier.share_met(), median(tally),
                             median(earlier), least});
        }
    return pairs;
}

// What the notes below the report say about its rows.
struct Told {
    std::int64_t omitted = 0;
    std::int64_t by_hand = 0;
    bool suppressed = false;
};

// The total is of all that the conditions accept, and shown like a report without groups.
Table rows_of(Grouping const &grouping, ClockTallies const &tallies, Kinds total,
              std::int64_t least, std::int64_t least_of_all, Told &told) {
    auto const columns = service_level_columns(grouping);
    auto table = columns.table("No case in that time.");
    auto const row_of = [](std::string key, ClockKind kind, ClockTally tally, std::int64_t few) {
        auto const times = stats::summarise(tally.elapsed);
        return ServiceLevelRow{std::move(key), kind, std::move(tally), times, few};
    };
    for (auto const &key : grouping.keys_of(tallies))
        for (auto const &[kind, tally] : tallies.at(key)) {
            if (!grouping.is_by_tag()) total[kind].add(tally);
            if (tally.total() == 0) continue;
            told.suppressed = told.suppressed || (tally.decided() > 0 && tally.decided() < least);
            columns.add(table, row_of(key, kind, tally, least));
        }
    for (auto &[kind, tally] : total) {
        told.omitted += tally.not_counted;
        told.by_hand += tally.by_hand;
        if (grouping.is_grouped() && tally.total() > 0)
            columns.add_total(table, row_of({}, kind, std::move(tally), least_of_all));
    }
    name_total(table);
    return table;
}

}  // namespace

Sheet sla(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Grouping grouping{policy, scope};
    ClockCases cases;
    Kinds once;
    auto const tallies = tallies_of(reader, scope, grouping, scope.cases ? &cases : nullptr, once);
    auto const least = least_shown(scope, policy);

    Told told;
    auto ungrouped = scope;
    ungrouped.by.clear();
    auto table =
        rows_of(grouping, tallies, std::move(once), least, least_shown(ungrouped, policy), told);
    auto head =
        heading(reader, policy, scope, {"sla", "Service levels", describe_period(scope, policy)});
    head.append({{"basis", "", [](Scope const &) { return "promised"; }}});
    Sheet sheet{head.fields(scope), {}};
    auto &notes = sheet.head.notes;
    notes = {"Basis: the service terms of each case.",
             "Times: working time without pauses, of clocks that ended.",
             "Share met: of the n clocks met or breached; 95 %: Wilson score interval."};
    if (grouping.is_by_tag()) notes.emplace_back(note_on_tags);
    if (told.suppressed)
        notes.push_back(say("Shares of fewer than {} clocks are not shown.", least));
    if (told.by_hand > 0)
        notes.push_back(
            say("Dated by hand: {} belong to cases with an event whose time a person gave.",
                told.by_hand == 1 ? "1 clock" : fmt::format("{} clocks", told.by_hand)));
    if (told.omitted > 0) notes.push_back(not_counted(told.omitted));
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases.table(grouping)});
        return sheet;
    }
    sheet.parts.push_back({"rows", "", std::move(table)});
    if (!scope.compare) return sheet;
    auto const earlier = earlier_scope(scope, policy);
    Kinds earlier_once;
    auto const pairs = pairs_of(
        grouping, tallies, tallies_of(reader, earlier, grouping, nullptr, earlier_once), least);
    sheet.parts.push_back({"compared", against(earlier, policy), comparison(grouping, pairs)});
    notes.emplace_back("Change: of the share met, in points; Newcombe's interval (95 %).");
    notes.emplace_back("Both periods are as known at the same instant.");
    return sheet;
}

}  // namespace dcc::report
