#include <dcc/base/columns.hpp>
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

// A span in which a case was assigned to one team, or to none.
struct Span {
    std::int64_t started;
    std::optional<std::int64_t> stopped;
    std::int64_t received;
    std::string key;
};

// Counts the spans of each case; the spans of one case must come together and in order. When one
// ends as the next begins, the case was handed over.
class Flow {
  public:
    // Counts what happens in [from, until); ages are those at `looked`. All in seconds.
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

// A row of the report: one group.
struct Row {
    std::string key;
    Tally tally;
    std::optional<std::int64_t> median_age;
};

Columns<Row> columns_of(Grouping const &grouping, bool by_team) {
    auto const tally = [](auto part) { return part_of(&Row::tally, part); };
    auto const open = [](Tally const &counts) {
        return static_cast<std::int64_t>(counts.ages.size());
    };
    auto const change = [open](Tally const &counts) { return open(counts) - counts.open_before; };
    auto const oldest = [](Tally const &counts) -> Cell {
        if (counts.ages.empty()) return {};
        return Seconds{*std::ranges::max_element(counts.ages)};
    };
    auto const median = [](Row const &row) {
        return row.median_age ? Cell{Seconds{*row.median_age}} : Cell{};
    };
    auto columns = grouping.columns(&Row::key);
    columns.append({
        {"open_before", "Open before", tally(&Tally::open_before)},
        {"opened", "Opened", tally(&Tally::opened)},
        {"reopened", "Reopened", tally(&Tally::reopened)},
        {"taken_over", by_team ? "Taken over" : "", tally(&Tally::taken_over)},
        {"passed_on", by_team ? "Passed on" : "", tally(&Tally::passed_on)},
        {"solved", "Solved", tally(&Tally::solved)},
        {"change", "Change", tally(change)},
        {"open", "Open", tally(open)},
    });
    for (std::size_t i = 0; i < buckets.size(); ++i)
        columns.append({{buckets[i].name, buckets[i].title,
                         tally([i](Tally const &counts) { return counts.by_age[i]; })}});
    columns.append({
        {"median_age_s", "Median age", median},
        {"oldest_age_s", "Oldest", tally(oldest)},
    });
    return columns;
}

std::string describe_span(Scope const &scope, Policy const &policy) {
    auto const zone = Zone::load(policy.desk.zone);
    return fmt::format("Backlog {}{}, as of {} ({})",
                       scope.from ? "from " + zone.format(*scope.from) : "since the desk began",
                       scope.before ? " before " + zone.format(*scope.before) : std::string{},
                       zone.format(scope.as_of), zone.name());
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
    each_clock(reader, everything, ClockKind::handoff, [&](auto const &clock) {
        flow.add(clock.case_id,
                 {clock.started_at, clock.stopped_at, clock.received_at, grouping.key(clock)});
    });

    bool const by_team = std::ranges::count(scope.by, Dimension::team) > 0;
    auto const columns = columns_of(grouping, by_team);
    auto table = columns.table("No case in that time.");
    auto tallies = flow.end();
    for (auto const &key : grouping.keys_of(tallies)) {
        auto &tally = tallies[key];
        auto const median = stats::summarise(tally.ages).median;
        columns.add(table, {key, std::move(tally), median});
    }

    Columns<Scope> head{{"report", "", [](Scope const &) { return "backlog"; }}};
    Sheet sheet{head.append(scope_columns()).row(scope), {}};
    sheet.head.notes = {
        describe_span(scope, policy),
        by_team
            ? "Opened + reopened + taken over - passed on - solved = change; solved counts cases "
              "ended without a solution too."
            : "Opened + reopened - solved = change; solved counts cases ended without a solution "
              "too."};
    sheet.parts.push_back({"rows", "", std::move(table)});
    return sheet;
}

}  // namespace dcc::report
