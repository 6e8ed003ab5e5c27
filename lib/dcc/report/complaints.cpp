#include <dcc/report/clock_tally.hpp>
#include <dcc/report/complaints.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/period.hpp>
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr int least_satisfied = 4;  // of 5

// The clocks of one kind in a group.
struct Limit {
    ClockTally tally;
    std::vector<std::int64_t> waits;  // from start to end of those completed, in seconds
    stats::Summary times;

    void count(store::Reader::ClockSample const &clock, Instant as_of) {
        tally.count(clock, as_of);
        if (clock.stopped_at && clock.stage == word(Stage::completed))
            waits.push_back(*clock.stopped_at - clock.started_at);
    }
    stats::Proportion in_time() const { return {tally.met, tally.decided()}; }
};

struct Group {
    std::string key;
    Instant received;  // of one of its complaints
    std::int64_t complaints = 0;
    std::int64_t service_cases = 0;
    std::int64_t open = 0;
    std::int64_t replied = 0;
    std::int64_t second_round = 0;
    std::int64_t extensions = 0;
    std::array<std::int64_t, decision_words.size()> decisions{};
    std::array<std::int64_t, complaint_outcome_words.size()> outcomes{};
    std::int64_t awaited = 0;  // the complainant's answer to the reply of the last round
    bool is_small = false;     // its rates and shares are not shown
    Limit acknowledge;
    Limit reply;

    void count(store::ComplaintRow const &row) {
        received = row.received_at;
        ++complaints;
        if (!row.ended_at) ++open;
        if (row.replied_at) ++replied;
        if (row.round > 1) ++second_round;
        extensions += row.extensions;
        if (row.decision) ++decisions.at(static_cast<std::size_t>(*row.decision));
        if (row.outcome) ++outcomes.at(static_cast<std::size_t>(*row.outcome));
    }

    std::int64_t of(Decision decision) const {
        return decisions.at(static_cast<std::size_t>(decision));
    }
    std::int64_t of(ComplaintOutcome outcome) const {
        return outcomes.at(static_cast<std::size_t>(outcome));
    }
    stats::Proportion rate() const { return shown({complaints, service_cases}); }
    stats::Proportion second() const { return shown({second_round, complaints}); }
    stats::Proportion accepted() const {
        std::int64_t all = 0;
        for (auto const count : outcomes) all += count;
        return shown({of(ComplaintOutcome::accepted), all});
    }
    stats::Proportion shown(stats::Proportion share) const {
        return is_small ? stats::Proportion{} : share;
    }
};

Cell span_of(std::optional<std::int64_t> const &seconds) {
    return seconds ? Cell{Seconds{*seconds}} : Cell{};
}

Columns<Group> limit_columns(std::string const &name, Limit Group::*limit) {
    auto const tally = [limit](std::int64_t ClockTally::*part) {
        return [limit, part](Group const &group) { return (group.*limit).tally.*part; };
    };
    Columns<Group> columns{
        {name + "_met", "", tally(&ClockTally::met)},
        {name + "_breached", "", tally(&ClockTally::breached)},
        {name + "_running", "", tally(&ClockTally::running)},
        {name + "_no_target", "", tally(&ClockTally::no_target)},
    };
    return columns.append(share_columns<Group>(name + "_met", "", [limit](Group const &group) {
        return group.shown((group.*limit).in_time());
    }));
}

// Everything for programs; people see the beginning here, and the rest in tables of their own.
Columns<Group> columns_of(Grouping const &grouping) {
    auto columns = grouping.columns(&Group::key);
    columns.append({{"complaints", "Complaints", &Group::complaints},
                    {"service_cases", "Service cases", &Group::service_cases}});
    columns.append(rate_columns<Group>("per_1000", "Per 1,000", &Group::rate));
    columns.append({{"open", "Open", &Group::open}, {"replied", "Replied", &Group::replied}});
    columns.append(limit_columns("acknowledge", &Group::acknowledge));
    columns.append(limit_columns("reply", &Group::reply));
    columns.append({
        {"reply_timed", "", [](Group const &group) { return group.reply.times.n; }},
        {"reply_median_s", "",
         [](Group const &group) { return span_of(group.reply.times.median); }},
        {"reply_p90_s", "", [](Group const &group) { return span_of(group.reply.times.p90); }},
        {"extensions", "", &Group::extensions},
        {"second_round", "", &Group::second_round},
    });
    columns.append(share_columns<Group>("second_round", "", &Group::second));
    for (auto const &[decision, text] : decision_words)
        columns.append({{std::string{text}, "", [decision = decision](Group const &group) {
                             return group.of(decision);
                         }}});
    for (auto const &[outcome, text] : complaint_outcome_words)
        columns.append({{std::string{text}, "",
                         [outcome = outcome](Group const &group) { return group.of(outcome); }}});
    columns.append({{"awaited", "", &Group::awaited}});
    return columns.append(share_columns<Group>("accepted", "", &Group::accepted));
}

// For people: the clocks of both kinds, in a row each.
struct LimitRow {
    std::string key;
    ClockKind clock{};
    Group const *group = nullptr;
    Limit const *limit = nullptr;

    stats::Proportion in_time() const { return group->shown(limit->in_time()); }
};

Table limits_table(Grouping const &grouping, std::vector<Group> const &groups) {
    auto const tally = [](std::int64_t ClockTally::*part) {
        return [part](LimitRow const &row) { return row.limit->tally.*part; };
    };
    auto columns = grouping.columns(&LimitRow::key);
    columns.append({
        {"", "Clock", &LimitRow::clock},
        {"", "In time", tally(&ClockTally::met)},
        {"", "Late", tally(&ClockTally::breached)},
        {"", "Running", tally(&ClockTally::running)},
    });
    columns.append(share_columns<LimitRow>("met", "Share", &LimitRow::in_time));
    columns.append({
        {"", "Median", [](LimitRow const &row) { return span_of(row.limit->times.median); }},
        {"", "P90", [](LimitRow const &row) { return span_of(row.limit->times.p90); }},
    });
    auto table = columns.table();
    for (auto const &group : groups) {
        columns.add(table, {group.key, ClockKind::acknowledge, &group, &group.acknowledge});
        columns.add(table, {group.key, ClockKind::reply, &group, &group.reply});
    }
    return table;
}

template <class Value>
Columns<Group>::Entry count_of(char const *title, Value value) {
    return {"", title, [value](Group const &group) { return group.of(value); }};
}

Table decisions_table(Grouping const &grouping, std::vector<Group> const &groups) {
    auto columns = grouping.columns(&Group::key);
    columns.append({count_of("Upheld", Decision::upheld),
                    count_of("Partly", Decision::partly),
                    count_of("Rejected", Decision::rejected),
                    {"", "Extensions", &Group::extensions}});
    columns.append(share_columns<Group>("second_round", "Second round", &Group::second));
    return columns.table_of(groups);
}

Table outcomes_table(Grouping const &grouping, std::vector<Group> const &groups) {
    auto columns = grouping.columns(&Group::key);
    columns.append({count_of("Accepted", ComplaintOutcome::accepted),
                    count_of("Contested", ComplaintOutcome::contested),
                    count_of("Silent", ComplaintOutcome::silent),
                    {"", "Awaited", &Group::awaited}});
    columns.append(share_columns<Group>("accepted", "Share accepted", &Group::accepted));
    return columns.table_of(groups);
}

// The remedies of one kind in one currency.
struct Remedies {
    RemedyKind kind{};
    std::string currency;
    std::int64_t granted = 0;
    std::optional<std::int64_t> amount;  // in minor units
    std::int64_t done = 0;
    std::int64_t overdue = 0;
};

using Numbers = std::unordered_set<std::int64_t>;  // of cases

Table remedies_table(Past &past, Scope const &scope, Numbers const &cases) {
    std::map<std::pair<RemedyKind, std::string>, Remedies> found;
    past.each_remedy(scope.from, [&](store::GrantedRemedyRow const &row) {
        if (row.state == RemedyState::superseded || !cases.contains(row.case_id.number)) return;
        auto &one = found[{row.kind, row.currency}];
        ++one.granted;
        if (row.amount) one.amount = one.amount.value_or(0) + *row.amount;
        if (row.state == RemedyState::done)
            ++one.done;
        else if (row.due_at && *row.due_at < scope.as_of)
            ++one.overdue;
    });
    Columns<Remedies> const columns{
        {"kind", "Remedy", &Remedies::kind},
        {"granted", "Granted", &Remedies::granted},
        {"amount_minor", "", &Remedies::amount},
        {"currency", "", &Remedies::currency},
        {"", "Sum", [](Remedies const &row) { return money_cell(row.amount, row.currency); }},
        {"done", "Done", &Remedies::done},
        {"overdue", "Overdue", &Remedies::overdue},
    };
    auto table = columns.table("No remedy was granted.");
    for (auto &[key, row] : found) {
        std::tie(row.kind, row.currency) = key;
        columns.add(table, row);
    }
    return table;
}

// How satisfied the complainants were with the replies of one round.
struct Satisfaction {
    int round = 1;
    std::int64_t replied = 0;
    std::int64_t satisfied = 0;
    std::vector<std::int64_t> scores;

    stats::Proportion share() const { return {satisfied, std::ssize(scores)}; }
};

Table satisfaction_table(Past &past, Scope const &scope, Numbers const &cases) {
    std::map<int, Satisfaction> found;
    past.each_round(scope.from, [&](store::RoundRow const &row) {
        if (!row.replied_at || !cases.contains(row.case_id.number)) return;
        auto &one = found[row.number];
        one.round = row.number;
        ++one.replied;
        if (!row.csat) return;
        one.scores.push_back(*row.csat);
        if (*row.csat >= least_satisfied) ++one.satisfied;
    });
    Columns<Satisfaction> columns{
        {"round", "Round", &Satisfaction::round},
        {"replied", "Replied", &Satisfaction::replied},
        {"answers", "Answers", [](Satisfaction const &row) { return std::ssize(row.scores); }},
        {"satisfied", "Satisfied", &Satisfaction::satisfied},
    };
    columns.append(share_columns<Satisfaction>("satisfied", "Share", &Satisfaction::share));
    columns.append({{"median", "Median", [](Satisfaction const &row) {
                         auto scores = row.scores;
                         auto const median = stats::summarise(scores).median;
                         return median ? Cell{*median} : Cell{};
                     }}});
    auto table = columns.table("No complaint was replied to.");
    for (auto const &[number, row] : found) columns.add(table, row);
    return table;
}

// The service cases of the period, or of the day, week or month of each group.
void count_service_cases(Past &past, Policy const &policy, Scope const &scope,
                         std::vector<Group> &groups) {
    auto const zone = zone_of(scope, policy);
    std::map<std::pair<Instant, Instant>, std::int64_t> counted;
    for (auto &group : groups) {
        auto const day = std::chrono::floor<std::chrono::days>(zone.to_civil(group.received));
        auto from = scope.from;
        auto before = scope.before;
        if (auto const period = period_of(scope.by, day)) {
            auto const first = zone.to_instant(period->first);
            auto const next = zone.to_instant(period->next);
            from = std::max(from.value_or(first), first);
            before = std::min(before.value_or(next), next);
        }
        auto const [found, is_new] =
            counted.try_emplace({from.value_or(Instant::min()), before.value_or(Instant::max())});
        if (is_new) found->second = past.service_cases(from, before);
        group.service_cases = found->second;
    }
}

// The group of a complaint, and whether the complainant's answer is awaited.
struct Counted {
    std::size_t group = 0;
    bool awaited = false;
};

void count_clocks(store::Reader &reader, Scope scope,
                  std::unordered_map<std::int64_t, Counted> &complaints,
                  std::vector<Group> &groups) {
    scope.by.clear();
    for (auto const kind : {ClockKind::acknowledge, ClockKind::reply})
        each_clock(reader, scope, kind, [&](auto const &clock) {
            auto const found = complaints.find(clock.case_id);
            if (found == complaints.end()) return;
            auto &group = groups[found->second.group];
            auto &limit = kind == ClockKind::reply ? group.reply : group.acknowledge;
            limit.count(clock, scope.as_of);
            // The reply of the next round is still to come.
            if (kind == ClockKind::reply && !clock.stopped_at) found->second.awaited = false;
        });
}

// The groups in their order; `cases` gets the numbers of the complaints.
std::vector<Group> groups_of(store::Reader &reader, Past &past, Grouping &grouping,
                             Scope const &scope, Numbers &cases) {
    std::unordered_map<std::string, std::size_t> places;
    std::unordered_map<std::int64_t, Counted> complaints;
    std::vector<Group> groups;
    past.each_complaint(scope.from, scope.before, [&](store::ComplaintRow const &row) {
        if (!scope.filter.empty() && !scope.filter.accepts(dimensions_of(row))) return;
        auto const &key = grouping.key(row);
        auto const [found, is_new] = places.try_emplace(key, groups.size());
        if (is_new) groups.emplace_back().key = key;
        groups[found->second].count(row);
        bool const awaited = row.replied_at && !row.outcome && !row.ended_at;
        complaints.emplace(row.case_id.number, Counted{found->second, awaited});
        cases.insert(row.case_id.number);
    });
    count_clocks(reader, scope, complaints, groups);
    for (auto const &[number, complaint] : complaints)
        if (complaint.awaited) ++groups[complaint.group].awaited;
    for (auto &group : groups) {
        group.acknowledge.times = stats::summarise(group.acknowledge.waits);
        group.reply.times = stats::summarise(group.reply.waits);
    }
    std::ranges::sort(groups,
                      [&](auto const &a, auto const &b) { return grouping.before(a.key, b.key); });
    return groups;
}

std::vector<Note> notes_of(std::vector<Group> const &groups, int least) {
    std::vector<Note> notes{
        "Per 1,000: of the service cases received in the same time. 95 %: Wilson score interval.",
        "Limits: by the terms of each complaint, a clock a round; open past its deadline is late.",
        "Median and P90: wall-clock time of the clocks that ended.",
        "Decision and outcome: the last ones. Silent: no answer to the decision, not acceptance.",
        "Satisfied: 4 or 5 of 5, of the answers on the replies of each round."};
    if (std::ranges::any_of(
            groups, [](Group const &group) { return group.complaints > group.service_cases; }))
        notes.emplace_back(
            "Where there are more complaints than service cases, the rate has no "
            "interval.");
    if (std::ranges::any_of(groups, &Group::is_small))
        notes.emplace_back(
            fmt::format("Rates and shares of fewer than {} complaints are not shown.", least));
    return notes;
}

}  // namespace

Sheet complaints(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Past past{reader, scope.as_of};
    Grouping grouping{policy, scope};
    Numbers cases;
    auto groups = groups_of(reader, past, grouping, scope, cases);
    count_service_cases(past, policy, scope, groups);
    auto const least = policy.reports.least_group;
    for (auto &group : groups) group.is_small = grouping.is_grouped() && group.complaints < least;

    auto head =
        heading(reader, policy, scope,
                {"complaints", "Complaints", "complaints among " + describe_period(scope, policy)});
    head.append({{"basis", "", [](Scope const &) { return "received"; }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = notes_of(groups, least);
    sheet.parts.push_back(
        {"rows", "", columns_of(grouping).table_of(groups, "No complaint in that time.")});
    if (!groups.empty()) {
        sheet.parts.push_back({"", "Limits", limits_table(grouping, groups)});
        sheet.parts.push_back({"", "Decisions", decisions_table(grouping, groups)});
        sheet.parts.push_back({"", "Outcomes", outcomes_table(grouping, groups)});
    }
    sheet.parts.push_back({"satisfaction", "Satisfaction", satisfaction_table(past, scope, cases)});
    sheet.parts.push_back({"remedies", "Remedies", remedies_table(past, scope, cases)});
    return sheet;
}

}  // namespace dcc::report
