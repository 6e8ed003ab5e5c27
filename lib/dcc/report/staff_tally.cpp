#include <dcc/report/reviews.hpp>
#include <dcc/report/staff_tally.hpp>
#include <dcc/stats/mean.hpp>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace dcc::report {
namespace {

std::string kind_of_deadline(store::Reader::ClockSample const &clock) {
    std::string kind{clock.category};
    kind += key_separator;
    kind += clock.priority;
    kind += key_separator;
    kind += clock.channel;
    return kind;
}

void add(stats::Proportion &sum, bool counts) {
    ++sum.n;
    if (counts) ++sum.count;
}

stats::Proportion without(stats::Proportion const &all, stats::Proportion const &part) {
    return {all.count - part.count, all.n - part.n};
}

std::optional<stats::Standardised> expectation(StaffTally const &one, StaffTally const &desk) {
    std::vector<stats::Stratum> strata;
    for (auto const &[kind, missed] : one.kinds) strata.push_back({missed, desk.kinds.at(kind)});
    // Sums of fractions depend on their order, and that of a hash table is nobody's.
    std::ranges::sort(strata, [](stats::Stratum const &a, stats::Stratum const &b) {
        auto const key = [](stats::Stratum const &stratum) {
            return std::tuple{stratum.reference.n, stratum.reference.count, stratum.group.n};
        };
        return key(a) < key(b);
    });
    return stats::standardise(strata);
}

std::optional<double> percent(stats::Proportion const &proportion, int least) {
    auto const share = shown(proportion, least).share();
    return share ? std::optional{100 * *share} : std::nullopt;
}

std::optional<double> mean_percent(std::vector<double> const &scores, int least) {
    if (scores.empty() || std::ssize(scores) < least) return std::nullopt;
    return 100 * stats::mean(scores);
}

void finish(StaffTallies &all, Policy const &policy) {
    auto const least = policy.reports.least_group;
    std::vector<std::int64_t> volumes;
    for (auto const &row : all.rows)
        if (row.key.front() != key_separator && row.cases > 0) volumes.push_back(row.resolved);
    auto const median = volumes.empty() ? 0 : stats::quantile(volumes, 0.5);
    for (auto &row : all.rows) {
        row.expected = expectation(row, all.desk);
        auto elapsed = row.clocks.elapsed;
        if (std::ssize(elapsed) >= least) row.times = stats::summarise(elapsed);
        row.times.n = elapsed.size();
        if (row.key.front() == key_separator || row.cases < least) continue;
        row.terms = {volume_term(row.resolved, median), percent(row.in_time(), least),
                     percent(row.stayed(), least), percent(row.ratings.satisfaction(), least),
                     mean_percent(row.reviews, least)};
        row.score = weighted_score(row.terms, policy.reports.staff_score);
    }
}

}  // namespace

void StaffTally::count(store::Reader::CaseSample const &row, Answer const *answer) {
    ++cases;
    if (!row.first_resolved_at) return;
    ++resolved;
    if (row.reopened > 0) ++reopened;
    if (!answer) return;
    ratings.count(*answer);
    if (answer->csat) add(categories[std::string{row.category}].dissatisfied, *answer->csat <= 3);
}

void StaffTally::count(store::Reader::ClockSample const &clock, Instant as_of) {
    auto const decided = clocks.decided();
    auto const breached = clocks.breached;
    clocks.count(clock, as_of);
    if (clocks.decided() == decided) return;
    bool const missed = clocks.breached > breached;
    add(kinds[kind_of_deadline(clock)], missed);
    add(categories[std::string{clock.category}].late, missed);
}

namespace {

// Counts what people did, one table after another.
class StaffCount {
  public:
    StaffCount(store::Reader &reader, Policy const &policy, Scope const &scope, Grouping &grouping)
        : reader_{reader}, policy_{policy}, scope_{scope}, grouping_{grouping} {}

    void cases();
    void deadlines();
    void reviews();

    StaffTallies all_;

  private:
    StaffTally &row_of(std::string const &key) {
        auto const [found, is_new] = places_.try_emplace(key, all_.rows.size());
        if (is_new) all_.rows.emplace_back().key = key;
        return all_.rows[found->second];
    }

    store::Reader &reader_;
    Policy const &policy_;
    Scope const &scope_;
    Grouping &grouping_;
    std::unordered_map<std::string, std::size_t> places_;
    std::unordered_map<std::int64_t, std::size_t> lines_;  // of the cases, by their numbers
    std::unordered_set<std::int64_t> counted_;             // the cases, if reviews have a weight
};

void StaffCount::cases() {
    auto const answers = answers_of(reader_, policy_, scope_);
    bool const weighs_reviews = policy_.reports.staff_score.reviews > 0;
    each_served(reader_, scope_, [&](auto const &row) {
        if (row.kind != CaseKind::service) return;
        auto const found = answers.find(row.id.number);
        auto const *answer = found == answers.end() ? nullptr : &found->second;
        auto const &key = grouping_.key(ServedCase{row});
        row_of(key).count(row, answer);
        all_.desk.count(row, answer);
        if (weighs_reviews) counted_.insert(row.id.number);
        if (!scope_.cases) return;
        lines_.emplace(row.id.number, all_.lines.size());
        all_.lines.push_back({{key, row.id, row.received_at},
                              row.first_resolved_at,
                              row.reopened,
                              answer ? answer->csat : std::nullopt,
                              {},
                              {}});
    });
}

void StaffCount::deadlines() {
    auto with_kinds = scope_;
    with_kinds.by = {Dimension::channel, Dimension::category, Dimension::priority, Dimension::team,
                     Dimension::person};
    each_clock(reader_, with_kinds, ClockKind::resolution, [&](auto const &clock) {
        if (!scope_.filter.accepts(dimensions_of(clock))) return;
        row_of(grouping_.key(clock)).count(clock, scope_.as_of);
        all_.desk.count(clock, scope_.as_of);
        auto const line = lines_.find(clock.case_id);
        if (line == lines_.end()) return;
        all_.lines[line->second].deadline = state_of(clock, scope_.as_of);
        if (clock.elapsed && clock.stage == word(Stage::completed))
            all_.lines[line->second].handling = Seconds{*clock.elapsed};
    });
}

// Of these cases, made until the instant; each counts for who had the case then.
void StaffCount::reviews() {
    if (counted_.empty()) return;
    auto until_now = scope_;
    until_now.before.reset();
    for (auto const &review : reviews_of(reader_, until_now))
        if (counted_.contains(review.case_id.number))
            row_of(grouping_.key(review)).reviews.push_back(score_of(review));
}

}  // namespace

StaffTallies tally_staff(store::Reader &reader, Policy const &policy, Scope const &scope,
                         Grouping &grouping) {
    StaffCount count{reader, policy, scope, grouping};
    count.cases();
    count.deadlines();
    count.reviews();
    auto all = std::move(count.all_);
    finish(all, policy);
    std::ranges::sort(all.rows, [&](StaffTally const &a, StaffTally const &b) {
        return grouping.before(a.key, b.key);
    });
    return all;
}

std::optional<TrainingNeed> training_need(StaffTally const &one, StaffTally const &desk,
                                          int least) {
    std::optional<TrainingNeed> greatest;
    auto const consider = [&](std::string const &category, bool of_deadlines,
                              stats::Proportion const &own, stats::Proportion const &all) {
        auto const others = without(all, own);
        auto const share = shown(own, least).share();
        auto const usual = shown(others, least).share();
        if (!share || !usual || *share <= *usual) return;
        auto const excess = static_cast<double>(own.n) * (*share - *usual);
        if (greatest && excess <= greatest->excess) return;
        greatest = TrainingNeed{
            one.key, category, of_deadlines, own, others, excess, stats::newcombe(own, others)};
    };
    for (auto const &[category, trouble] : one.categories) {
        auto const &all = desk.categories.at(category);
        consider(category, true, trouble.late, all.late);
        consider(category, false, trouble.dissatisfied, all.dissatisfied);
    }
    return greatest;
}

}  // namespace dcc::report
