#include <dcc/base/columns.hpp>
#include <dcc/base/error.hpp>
#include <dcc/report/backlog.hpp>
#include <dcc/report/earlier.hpp>
#include <dcc/report/forecast.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::int64_t day_in_seconds = 86400;

struct Bucket {
    char const *name;
    char const *title;
    std::int64_t below;  // seconds of age
};

constexpr std::array<Bucket, 5> buckets{{
    {"age_under_1d", "<1d", day_in_seconds},
    {"age_1d_to_3d", "1-3d", 3 * day_in_seconds},
    {"age_3d_to_7d", "3-7d", 7 * day_in_seconds},
    {"age_7d_to_30d", "7-30d", 30 * day_in_seconds},
    {"age_30d_or_more", ">=30d", INT64_MAX},
}};

struct FlowTally {
    std::int64_t open_before = 0;
    std::int64_t opened = 0;
    std::int64_t reopened = 0;
    std::int64_t taken_over = 0;
    std::int64_t passed_on = 0;
    std::int64_t solved = 0;
    std::array<std::int64_t, buckets.size()> by_age{};
    std::vector<std::int64_t> ages;

    std::int64_t open() const { return std::ssize(ages); }
    std::int64_t change() const { return opened + reopened + taken_over - passed_on - solved; }
};

using FlowTallies = std::map<std::string, FlowTally>;

// A span in which a case was assigned to one team, or to none.
struct TeamStay {
    std::int64_t started;
    std::optional<std::int64_t> stopped;
    std::int64_t received;
    bool counts = true;  // it is within the filter
    std::vector<std::string> keys;
};

// A span as it was counted: how it came and what became of it, by the columns of the report.
struct ListedStay {
    std::int64_t case_id = 0;
    std::string key;
    std::int64_t received = 0;
    char const *came = "";
    char const *went = "";
    std::int64_t age = 0;  // until it ended, or until the report's instant
};

// Counts the spans of each case; the spans of one case must come together and in order. When one
// ends as the next begins, the case was handed over.
class Flow {
  public:
    // Counts what happens in [from, until); ages are those at `looked`. All in seconds.
    Flow(std::int64_t from, std::int64_t until, std::int64_t looked,
         std::vector<ListedStay> *listed)
        : from_{from}, until_{until}, looked_{looked}, listed_{listed} {}

    void add(std::int64_t case_id, TeamStay span) {
        if (case_id != case_id_) end_case();
        case_id_ = case_id;
        spans_.push_back(std::move(span));
    }

    FlowTallies end() {
        end_case();
        return std::move(tallies_);
    }

    // Of all groups, after the end; a case that is in several counts once.
    FlowTally const &total() const { return total_; }

  private:
    void end_case() {
        for (std::size_t i = 0; i < spans_.size(); ++i)
            count(spans_[i], i > 0 ? &spans_[i - 1] : nullptr,
                  i + 1 < spans_.size() ? &spans_[i + 1] : nullptr);
        spans_.clear();
    }

    void count(TeamStay const &span, TeamStay const *before, TeamStay const *after) {
        if (!span.counts || span.started >= until_ || (span.stopped && *span.stopped < from_))
            return;
        bool const handed_in = before && before->stopped == span.started;
        bool const handed_out = after && span.stopped == after->started;
        bool const open = !span.stopped || *span.stopped >= until_;
        auto const count_in = [&](FlowTally &tally) {
            if (span.started < from_)
                ++tally.open_before;
            else
                ++(handed_in ? tally.taken_over : before ? tally.reopened : tally.opened);
            if (open)
                age(tally, looked_ - span.received);
            else
                ++(handed_out ? tally.passed_on : tally.solved);
        };
        count_in(total_);
        for (auto const &key : span.keys) {
            count_in(tallies_[key]);
            if (!listed_) continue;
            listed_->push_back({case_id_, key, span.received,
                                span.started < from_ ? "open_before"
                                : handed_in          ? "taken_over"
                                : before             ? "reopened"
                                                     : "opened",
                                open         ? "open"
                                : handed_out ? "passed_on"
                                             : "solved",
                                (open ? looked_ : *span.stopped) - span.received});
        }
    }

    static void age(FlowTally &tally, std::int64_t age) {
        tally.ages.push_back(age);
        auto const bucket = std::ranges::find_if(
            buckets, [&](auto const &candidate) { return age < candidate.below; });
        ++tally.by_age[static_cast<std::size_t>(bucket - buckets.begin())];
    }

    std::int64_t from_;
    std::int64_t until_;
    std::int64_t looked_;
    std::vector<ListedStay> *listed_;
    std::int64_t case_id_ = 0;
    std::vector<TeamStay> spans_;
    FlowTallies tallies_;
    FlowTally total_;
};

// Holds the counts to what they must add up to.
void check(FlowTallies const &tallies, bool whole) {
    std::int64_t handed = 0;
    for (auto const &[key, tally] : tallies) {
        handed += tally.taken_over - tally.passed_on;
        if (tally.open_before + tally.change() == tally.open()) continue;
        throw Error{ErrorKind::software,
                    say("backlog: {} open before and a change of {} are not {} open",
                        tally.open_before, tally.change(), tally.open())};
    }
    if (whole && handed != 0)
        throw Error{ErrorKind::software,
                    say("backlog: {} more cases taken over than passed on", handed)};
}

// The counts of the scope's period, and their total.
struct FlowCounts {
    FlowTallies groups;
    FlowTally total;
};

// The cases behind the counts are added to `listed`, if there is one.
FlowCounts counts_of(store::Reader &reader, Scope const &scope, Grouping &grouping,
                     std::vector<ListedStay> *listed) {
    auto const from = scope.from.value_or(Instant{Seconds{INT64_MIN}});
    auto const until =
        std::min(scope.before.value_or(scope.as_of + Seconds{1}), scope.as_of + Seconds{1});
    auto const looked = std::min(until, scope.as_of);
    Flow flow{from.time_since_epoch().count(), until.time_since_epoch().count(),
              looked.time_since_epoch().count(), listed};
    auto everything = scope;
    everything.from.reset();
    everything.before.reset();
    bool const all = scope.filter.empty();
    each_clock(reader, everything, ClockKind::handoff, [&](auto const &clock) {
        std::vector<std::string> keys;
        grouping.each_key(clock, [&](std::string const &key) { keys.push_back(key); });
        flow.add(clock.case_id,
                 {clock.started_at, clock.stopped_at, clock.received_at,
                  all || scope.filter.accepts(dimensions_of(clock)), std::move(keys)});
    });
    auto tallies = flow.end();
    check(tallies, !scope.filter.uses(Dimension::team));
    return {std::move(tallies), flow.total()};
}

// A row of the report: one group.
struct BacklogRow {
    std::string key;
    FlowTally tally;
    std::optional<std::int64_t> median_age;
};

Columns<BacklogRow> flow_columns(Grouping const &grouping, bool by_team) {
    auto const tally = [](auto part) { return part_of(&BacklogRow::tally, part); };
    auto const oldest = [](FlowTally const &counts) -> Cell {
        if (counts.ages.empty()) return {};
        return Seconds{*std::ranges::max_element(counts.ages)};
    };
    auto const median = [](BacklogRow const &row) {
        return row.median_age ? Cell{Seconds{*row.median_age}} : Cell{};
    };
    using Entry = Columns<BacklogRow>::Entry;
    auto columns = grouping.columns(&BacklogRow::key);
    columns.append({
        {"open_before", "Open before", tally(&FlowTally::open_before)},
        {"opened", "Opened", tally(&FlowTally::opened)},
        {"reopened", "Reopened", tally(&FlowTally::reopened)},
        {"taken_over", by_team ? "Taken over" : "", tally(&FlowTally::taken_over)},
        {"passed_on", by_team ? "Passed on" : "", tally(&FlowTally::passed_on)},
        {"solved", "Solved", tally(&FlowTally::solved)},
        Entry{"change", "Change", tally(&FlowTally::change)}.spare(3),
        {"open", "Open", tally(&FlowTally::open)},
    });
    for (std::size_t i = 0; i < buckets.size(); ++i)
        columns.append({Entry{
            buckets[i].name, buckets[i].title, tally([i](FlowTally const &counts) {
                return counts.by_age[i];
            })}.spare(2)});
    columns.append({
        Entry{"median_age_s", "Median age", median}.spare(1),
        {"oldest_age_s", "Oldest", tally(oldest)},
    });
    return columns;
}

Wording describe_span(Scope const &scope, Policy const &policy) {
    auto const zone = zone_of(scope, policy);
    return say("changes {}{}",
               scope.from ? say("from {}", zone.format(*scope.from)) : say("since the desk began"),
               scope.before ? say(" before {}", zone.format(*scope.before)) : Wording{});
}

// What changed in a group, in the period and in an earlier one.
struct ComparedFlow {
    std::string key;
    FlowTally now;
    FlowTally before;
};

Table comparison(Grouping const &grouping, FlowTallies now, FlowTallies before) {
    for (auto const &[key, tally] : before) now.try_emplace(key);
    auto columns = grouping.columns(&ComparedFlow::key);
    auto const both = [&](std::string const &name, std::string const &title, auto part) {
        columns.append({{name, title, part_of(&ComparedFlow::now, part)},
                        {"earlier_" + name, "Before", part_of(&ComparedFlow::before, part)}});
    };
    both("opened", "Opened", &FlowTally::opened);
    both("reopened", "Reopened", &FlowTally::reopened);
    both("solved", "Solved", &FlowTally::solved);
    both("open", "Open", &FlowTally::open);
    auto table = columns.table();
    for (auto const &key : grouping.keys_of(now)) columns.add(table, {key, now[key], before[key]});
    return table;
}

Table cases_table(Grouping const &grouping, std::vector<ListedStay> const &listed) {
    Columns<ListedStay> columns{
        {"case", "Case", [](ListedStay const &row) { return CaseId{row.case_id}; }}};
    columns.append(grouping.columns(&ListedStay::key));
    columns.append({
        {"received_at", "Received",
         [](ListedStay const &row) { return Instant{Seconds{row.received}}; }},
        {"came", "Came", &ListedStay::came},
        {"went", "Went", &ListedStay::went},
        {"age_s", "Age", [](ListedStay const &row) { return Seconds{row.age}; }},
    });
    return columns.table_of(listed, "No case in that time.");
}

Table rows_of(Grouping const &grouping, FlowCounts counts, bool by_team) {
    auto const columns = flow_columns(grouping, by_team);
    auto table = columns.table("No case in that time.");
    auto &[tallies, total] = counts;
    for (auto const &key : grouping.keys_of(tallies)) {
        auto &tally = tallies[key];
        auto const median = stats::summarise(tally.ages).median;
        columns.add(table, {key, std::move(tally), median});
    }
    if (!grouping.is_grouped() || table.rows.empty()) return table;
    auto const median = stats::summarise(total.ages).median;
    columns.add_total(table, {{}, std::move(total), median});
    name_total(table);
    return table;
}

std::string note_on_sum(bool by_team) {
    return by_team ? "Open before + opened + reopened + taken over - passed on - solved = open."
                   : "Open before + opened + reopened - solved = open.";
}

void add_forecast(Sheet &sheet, store::Reader &reader, Scope const &scope) {
    sheet.parts.push_back(
        {"ahead", "Due within " + format_span(*scope.ahead), forecast(reader, scope)});
    sheet.head.notes.emplace_back(
        "Expected ends: the mean of the same hours in the weeks before, up to four.");
    sheet.head.notes.emplace_back("Would miss: if the earliest deadline always comes first.");
}

}  // namespace

Sheet backlog(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Grouping grouping{policy, scope};
    std::vector<ListedStay> listed;
    auto const counts = counts_of(reader, scope, grouping, scope.cases ? &listed : nullptr);
    bool const by_team = needs(scope, Dimension::team);

    auto const head =
        heading(reader, policy, scope, {"backlog", "Backlog", describe_span(scope, policy)});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = {note_on_sum(by_team), "Solved: also ended without a solution."};
    if (grouping.is_by_tag()) sheet.head.notes.emplace_back(note_on_tags);
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, listed)});
        return sheet;
    }
    sheet.parts.push_back({"rows", "", rows_of(grouping, counts, by_team)});
    if (scope.compare) {
        auto const earlier = earlier_scope(scope, policy);
        sheet.parts.push_back({"compared", against(earlier, policy),
                               comparison(grouping, counts.groups,
                                          counts_of(reader, earlier, grouping, nullptr).groups)});
    }
    if (scope.ahead) add_forecast(sheet, reader, scope);
    return sheet;
}

}  // namespace dcc::report
