#include <dcc/report/sla.hpp>
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

struct Tally {
    std::int64_t met = 0;
    std::int64_t breached = 0;
    std::int64_t running = 0;
    std::int64_t no_target = 0;  // ended without a promise
    std::int64_t left_out = 0;   // called off, or the source does not tell how it ended
    std::vector<std::int64_t> elapsed;

    void count(store::Reader::ClockFacts const &facts, std::int64_t as_of) {
        bool const ended = facts.stopped_at.has_value();
        bool const late = facts.due_at && facts.stopped_at.value_or(as_of) > *facts.due_at;
        bool const completed = facts.stage == word(Stage::completed);
        if (late)
            ++breached;
        else if (!ended)
            ++running;
        else if (!completed) {
            ++left_out;
            return;
        } else if (facts.due_at)
            ++met;
        else
            ++no_target;
        if (completed && facts.elapsed) elapsed.push_back(*facts.elapsed);
    }

    std::int64_t total() const { return met + breached + running + no_target; }
};

Cell cell(std::optional<std::int64_t> const &seconds) {
    return seconds ? Cell{Worked{Seconds{*seconds}}} : Cell{};
}

}  // namespace

Sheet sla(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Table table;
    Grouping grouping{policy, scope.by};
    table.columns = grouping.columns();
    for (auto const &column :
         {Column{"clock", "Clock"}, Column{"clocks", "Count"}, Column{"met", "Met"},
          Column{"breached", "Breached"}, Column{"running", "Running"}, Column{"no_target", ""},
          Column{"share_met", "Share met"}, Column{"timed", ""}, Column{"median_s", "Median"},
          Column{"p90_s", "P90"}, Column{"mean_s", "Mean"}})
        table.columns.push_back(column);
    table.empty = "No case in that time.";

    auto const before = [&](auto const &a, auto const &b) { return grouping.before(a, b); };
    std::unordered_map<std::string, std::map<ClockKind, Tally>> tallies;
    for (auto const kind : {ClockKind::first_response, ClockKind::next_response, ClockKind::update,
                            ClockKind::resolution, ClockKind::promise})
        each_clock(reader, scope, kind, [&](auto const &facts) {
            tallies[grouping.key(facts)][kind].count(facts, scope.as_of.time_since_epoch().count());
        });
    std::vector<std::string> keys;
    keys.reserve(tallies.size());
    for (auto const &[key, kinds] : tallies) keys.push_back(key);
    std::ranges::sort(keys, before);
    std::int64_t left_out = 0;
    for (auto const &key : keys)
        for (auto &[kind, tally] : tallies[key]) {
            left_out += tally.left_out;
            if (tally.total() == 0) continue;
            auto row = Grouping::cells(key, grouping.size());
            auto const decided = tally.met + tally.breached;
            auto const summary = stats::summarise(tally.elapsed);
            for (auto &value : std::initializer_list<Cell>{
                     std::string{word(kind)}, tally.total(), tally.met, tally.breached,
                     tally.running, tally.no_target,
                     decided == 0 ? Cell{}
                                  : Cell{Share{static_cast<double>(tally.met) /
                                               static_cast<double>(decided)}},
                     static_cast<std::int64_t>(summary.n), cell(summary.median), cell(summary.p90),
                     cell(summary.mean)})
                row.push_back(value);
            table.rows.push_back(std::move(row));
        }

    Sheet sheet;
    sheet.head.columns = {
        {"report", ""}, {"basis", ""}, {"from", ""}, {"before", ""}, {"as_of", ""}};
    sheet.head.rows = {{std::string{"sla"}, std::string{"promised"},
                        scope.from ? Cell{*scope.from} : Cell{},
                        scope.before ? Cell{*scope.before} : Cell{}, scope.as_of}};
    sheet.head.notes = {
        fmt::format("Service levels of {}", describe(scope, policy)),
        "Basis: what was promised to each case; times are working time without pauses, of clocks "
        "that ended."};
    if (left_out > 0)
        sheet.head.notes.push_back(
            fmt::format("Left out, in time but called off or of an end not known: {}.", left_out));
    sheet.parts.push_back({"rows", "", std::move(table)});
    return sheet;
}

}  // namespace dcc::report
