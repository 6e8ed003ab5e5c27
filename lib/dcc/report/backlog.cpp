#include <dcc/report/backlog.hpp>
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::int64_t day = 86400;

struct Bucket {
    char const *name;
    char const *title;
    std::int64_t below;  // seconds of age
};

constexpr std::array<Bucket, 5> buckets{{
    {"age_under_1d", "<1d", day},
    {"age_1d_to_3d", "1-3d", 3 * day},
    {"age_3d_to_7d", "3-7d", 7 * day},
    {"age_7d_to_30d", "7-30d", 30 * day},
    {"age_30d_or_more", ">=30d", INT64_MAX},
}};

struct Tally {
    std::int64_t open_before = 0;
    std::int64_t opened = 0;
    std::int64_t reopened = 0;
    std::int64_t taken_over = 0;
    std::int64_t passed_on = 0;
    std::int64_t solved = 0;
    std::array<std::int64_t, buckets.size()> by_age{};
    std::vector<std::int64_t> ages;
};

// A span in which one team, or nobody yet, held a case.
struct Span {
    std::int64_t started;
    std::optional<std::int64_t> stopped;
    std::int64_t received;
    std::string key;
};

// Counts the spans of one case after the other. Where one ends as the next begins, the case was
// handed over.
class Flow {
  public:
    // What happens before `until` counts; ages are those at `looked`.
    Flow(std::int64_t from, std::int64_t until, std::int64_t looked)
        : from_{from}, until_{until}, looked_{looked} {}

    void add(std::int64_t case_id, Span span) {
        if (case_id != case_id_) end_case();
        case_id_ = case_id;
        spans_.push_back(std::move(span));
    }

    std::map<std::string, Tally> end() {
        end_case();
        return std::move(tallies_);
    }

  private:
    void end_case() {
        for (std::size_t i = 0; i < spans_.size(); ++i)
            count(spans_[i], i > 0 ? &spans_[i - 1] : nullptr,
                  i + 1 < spans_.size() ? &spans_[i + 1] : nullptr);
        spans_.clear();
    }

    void count(Span const &span, Span const *before, Span const *after) {
        if (span.started >= until_ || (span.stopped && *span.stopped < from_)) return;
        auto &tally = tallies_[span.key];
        bool const handed_in = before && before->stopped == span.started;
        bool const handed_out = after && span.stopped == after->started;
        if (span.started < from_)
            ++tally.open_before;
        else
            ++(handed_in ? tally.taken_over : before ? tally.reopened : tally.opened);
        if (!span.stopped || *span.stopped >= until_)
            age(tally, looked_ - span.received);
        else
            ++(handed_out ? tally.passed_on : tally.solved);
    }

    static void age(Tally &tally, std::int64_t age) {
        tally.ages.push_back(age);
        auto const bucket = std::ranges::find_if(
            buckets, [&](auto const &candidate) { return age < candidate.below; });
        ++tally.by_age[static_cast<std::size_t>(bucket - buckets.begin())];
    }

    std::int64_t from_;
    std::int64_t until_;
    std::int64_t looked_;
    std::int64_t case_id_ = 0;
    std::vector<Span> spans_;
    std::map<std::string, Tally> tallies_;
};

std::vector<Column> columns(bool by_team) {
    std::vector<Column> columns{{"open_before", "Open before"},
                                {"opened", "Opened"},
                                {"reopened", "Reopened"},
                                {"taken_over", by_team ? "Taken over" : ""},
                                {"passed_on", by_team ? "Passed on" : ""},
                                {"solved", "Solved"},
                                {"change", "Change"},
                                {"open", "Open"}};
    for (auto const &bucket : buckets) columns.push_back({bucket.name, bucket.title});
    columns.push_back({"median_age_s", "Median age"});
    columns.push_back({"oldest_age_s", "Oldest"});
    return columns;
}

std::vector<Cell> cells(Tally &tally) {
    auto const open = static_cast<std::int64_t>(tally.ages.size());
    std::vector<Cell> row{
        tally.open_before, tally.opened, tally.reopened,           tally.taken_over,
        tally.passed_on,   tally.solved, open - tally.open_before, open};
    for (auto const count : tally.by_age) row.emplace_back(count);
    auto const median = stats::summarise(tally.ages).median;
    row.push_back(median ? Cell{Seconds{*median}} : Cell{});
    row.push_back(open > 0 ? Cell{Seconds{*std::ranges::max_element(tally.ages)}} : Cell{});
    return row;
}

}  // namespace

Sheet backlog(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    auto const from = scope.from.value_or(Instant{Seconds{INT64_MIN}});
    auto const until =
        std::min(scope.before.value_or(scope.as_of + Seconds{1}), scope.as_of + Seconds{1});
    Grouping grouping{policy, scope.by};
    auto const looked = std::min(until, scope.as_of);
    Flow flow{from.time_since_epoch().count(), until.time_since_epoch().count(),
              looked.time_since_epoch().count()};
    auto everything = scope;
    everything.from.reset();
    everything.before.reset();
    each_clock(reader, everything, ClockKind::handoff, [&](auto const &facts) {
        flow.add(facts.case_id,
                 {facts.started_at, facts.stopped_at, facts.received_at, grouping.key(facts)});
    });

    Table table;
    table.columns = grouping.columns();
    for (auto &column : columns(std::ranges::count(scope.by, Dimension::team) > 0))
        table.columns.push_back(std::move(column));
    table.empty = "No case in that time.";
    auto tallies = flow.end();
    std::vector<std::string> keys;
    keys.reserve(tallies.size());
    for (auto const &[key, tally] : tallies) keys.push_back(key);
    std::ranges::sort(keys, [&](auto const &a, auto const &b) { return grouping.before(a, b); });
    for (auto const &key : keys) {
        auto row = Grouping::cells(key, grouping.size());
        for (auto &cell : cells(tallies[key])) row.push_back(std::move(cell));
        table.rows.push_back(std::move(row));
    }

    auto const zone = Zone::load(policy.desk.zone);
    Sheet sheet;
    sheet.head.columns = {{"report", ""}, {"from", ""}, {"before", ""}, {"as_of", ""}};
    sheet.head.rows = {{std::string{"backlog"}, scope.from ? Cell{*scope.from} : Cell{},
                        scope.before ? Cell{*scope.before} : Cell{}, scope.as_of}};
    sheet.head.notes = {
        fmt::format("Backlog {}{}, as of {} ({})",
                    scope.from ? "from " + zone.format(*scope.from) : "since the desk began",
                    scope.before ? " until before " + zone.format(*scope.before) : std::string{},
                    zone.format(scope.as_of), zone.name()),
        scope.by.empty() || std::ranges::count(scope.by, Dimension::team) == 0
            ? "Opened + reopened - solved = change; solved counts cases ended without a solution "
              "too."
            : "Opened + reopened + taken over - passed on - solved = change; solved counts cases "
              "ended without a solution too."};
    sheet.parts.push_back({"rows", "", std::move(table)});
    return sheet;
}

}  // namespace dcc::report
