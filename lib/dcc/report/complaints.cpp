#include <dcc/report/compared.hpp>
#include <dcc/report/complaint_tally.hpp>
#include <dcc/report/complaints.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>

#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr int least_satisfied = 4;  // of 5

using Numbers = std::unordered_set<std::int64_t>;

Cell span_of(std::optional<std::int64_t> const &seconds) {
    return seconds ? Cell{Seconds{*seconds}} : Cell{};
}

Columns<ComplaintGroup> limit_columns(std::string const &name,
                                      ComplaintLimit ComplaintGroup::*limit) {
    auto const tally = [limit](std::int64_t ClockTally::*part) {
        return [limit, part](ComplaintGroup const &group) { return (group.*limit).tally.*part; };
    };
    Columns<ComplaintGroup> columns{
        {name + "_met", "", tally(&ClockTally::met)},
        {name + "_breached", "", tally(&ClockTally::breached)},
        {name + "_running", "", tally(&ClockTally::running)},
        {name + "_no_target", "", tally(&ClockTally::no_target)},
    };
    return columns.append(share_columns<ComplaintGroup>(
        name + "_met", "",
        [limit](ComplaintGroup const &group) { return group.shown((group.*limit).in_time()); }));
}

// Everything for programs; people see the beginning here, and the rest in tables of their own.
Columns<ComplaintGroup> complaint_group_columns(Grouping const &grouping) {
    auto columns = grouping.columns(&ComplaintGroup::key);
    columns.append({{"complaints", "Complaints", &ComplaintGroup::complaints},
                    {"service_cases", "Service cases", &ComplaintGroup::service_cases}});
    columns.append(rate_columns<ComplaintGroup>("per_1000", "Per 1,000", &ComplaintGroup::rate));
    columns.append({{"open", "Open", &ComplaintGroup::open},
                    {"replied", "Replied", &ComplaintGroup::replied}});
    columns.append(limit_columns("acknowledge", &ComplaintGroup::acknowledge));
    columns.append(limit_columns("reply", &ComplaintGroup::reply));
    columns.append({
        {"reply_timed", "", [](ComplaintGroup const &group) { return group.reply.times.n; }},
        {"reply_median_s", "",
         [](ComplaintGroup const &group) { return span_of(group.reply.times.median); }},
        {"reply_p90_s", "",
         [](ComplaintGroup const &group) { return span_of(group.reply.times.p90); }},
        {"extensions", "", &ComplaintGroup::extensions},
        {"second_round", "", &ComplaintGroup::second_round},
    });
    columns.append(share_columns<ComplaintGroup>("second_round", "", &ComplaintGroup::second));
    for (auto const &[decision, text] : decision_words)
        columns.append({{std::string{text}, "", [decision = decision](ComplaintGroup const &group) {
                             return group.of(decision);
                         }}});
    for (auto const &[outcome, text] : complaint_outcome_words)
        columns.append({{std::string{text}, "", [outcome = outcome](ComplaintGroup const &group) {
                             return group.of(outcome);
                         }}});
    columns.append({{"awaited", "", &ComplaintGroup::awaited}});
    return columns.append(share_columns<ComplaintGroup>("accepted", "", &ComplaintGroup::accepted));
}

// For people: the clocks of both kinds, in a row each.
struct LimitRow {
    std::string key;
    ClockKind clock{};
    ComplaintGroup const *group = nullptr;
    ComplaintLimit const *limit = nullptr;

    stats::Proportion in_time() const { return group->shown(limit->in_time()); }
};

Table limits_table(Grouping const &grouping, std::vector<ComplaintGroup> const &groups) {
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
Columns<ComplaintGroup>::Entry count_of(char const *title, Value value) {
    return {"", title, [value](ComplaintGroup const &group) { return group.of(value); }};
}

Table decisions_table(Grouping const &grouping, std::vector<ComplaintGroup> const &groups) {
    auto columns = grouping.columns(&ComplaintGroup::key);
    columns.append({count_of("Upheld", Decision::upheld),
                    count_of("Partly", Decision::partly),
                    count_of("Rejected", Decision::rejected),
                    {"", "Extensions", &ComplaintGroup::extensions}});
    columns.append(
        share_columns<ComplaintGroup>("second_round", "Second round", &ComplaintGroup::second));
    return columns.table_of(groups);
}

Table outcomes_table(Grouping const &grouping, std::vector<ComplaintGroup> const &groups) {
    auto columns = grouping.columns(&ComplaintGroup::key);
    columns.append({count_of("Accepted", ComplaintOutcome::accepted),
                    count_of("Contested", ComplaintOutcome::contested),
                    count_of("Silent", ComplaintOutcome::silent),
                    {"", "Awaited", &ComplaintGroup::awaited}});
    columns.append(
        share_columns<ComplaintGroup>("accepted", "Share accepted", &ComplaintGroup::accepted));
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

Table cases_table(Grouping const &grouping, std::vector<ComplaintLine> lines) {
    return case_table<ComplaintLine>(grouping, std::move(lines),
                                     {{"acknowledge", "Acknowledged", &ComplaintLine::acknowledge},
                                      {"reply", "Reply", &ComplaintLine::reply},
                                      {"replied_at", "Replied", &ComplaintLine::replied_at},
                                      {"round", "Round", &ComplaintLine::round},
                                      {"decision", "Decision", &ComplaintLine::decision},
                                      {"outcome", "Outcome", &ComplaintLine::outcome},
                                      {"ended_at", "Ended", &ComplaintLine::ended_at}});
}

// What a comparison compares.
std::vector<Figure<ComplaintGroup>> complaint_figures() {
    return {
        {"per_1000", "Per 1,000", FigureUnit::per_1000,
         [](ComplaintGroup const &of) {
             return rate_of({of.complaints, of.service_cases});
         }},
        {"acknowledge_met", "Acknowledged in time", FigureUnit::share,
         [](ComplaintGroup const &of) { return share_of(of.acknowledge.in_time()); }},
        {"reply_met", "Replied in time", FigureUnit::share,
         [](ComplaintGroup const &of) { return share_of(of.reply.in_time()); }},
        {"second_round", "Second round", FigureUnit::share,
         [](ComplaintGroup const &of) {
             return share_of({of.second_round, of.complaints});
         }},
        {"accepted", "Accepted", FigureUnit::share,
         [](ComplaintGroup const &of) {
             return share_of({of.of(ComplaintOutcome::accepted), of.with_outcome()});
         }},
    };
}

std::vector<Note> notes_of(std::vector<ComplaintGroup> const &groups, int least) {
    std::vector<Note> notes{
        "Per 1,000: of the service cases received in the same time. 95 %: Wilson score interval.",
        "Limits: by the terms of each complaint, a clock a round; open past its deadline is late.",
        "Median and P90: wall-clock time of the clocks that ended.",
        "Decision and outcome: the last ones. Silent: no answer to the decision, not acceptance.",
        "Satisfied: 4 or 5 of 5, of the answers on the replies of each round."};
    if (std::ranges::any_of(groups, [](ComplaintGroup const &group) {
            return group.complaints > group.service_cases;
        }))
        notes.emplace_back(
            "Where there are more complaints than service cases, the rate has no "
            "interval.");
    if (std::ranges::any_of(groups, &ComplaintGroup::is_small))
        notes.emplace_back(
            say("Rates and shares of fewer than {} complaints are not shown.", least));
    return notes;
}

}  // namespace

Sheet complaints(store::Reader &reader, Policy const &policy, Scope const &scope) {
    store::Reader::Snapshot const snapshot{reader};
    Past past{reader, scope.as_of};
    Grouping grouping{policy, scope};
    auto found = tally_complaints(reader, past, policy, scope, grouping);
    auto const &groups = found.groups;
    auto const &cases = found.cases;

    auto head =
        heading(reader, policy, scope,
                {"complaints", "Complaints", "complaints among " + describe_period(scope, policy)});
    head.append({{"basis", "", [](Scope const &) { return "received"; }}});
    Sheet sheet{head.fields(scope), {}};
    sheet.head.notes = notes_of(groups, policy.reports.least_group);
    if (scope.cases) {
        sheet.parts.push_back({"cases", "", cases_table(grouping, std::move(found.lines))});
        return sheet;
    }
    sheet.parts.push_back(
        {"rows", "",
         complaint_group_columns(grouping).table_of(groups, "No complaint in that time.")});
    if (!groups.empty()) {
        sheet.parts.push_back({"", "Limits", limits_table(grouping, groups)});
        sheet.parts.push_back({"", "Decisions", decisions_table(grouping, groups)});
        sheet.parts.push_back({"", "Outcomes", outcomes_table(grouping, groups)});
    }
    sheet.parts.push_back({"satisfaction", "Satisfaction", satisfaction_table(past, scope, cases)});
    sheet.parts.push_back({"remedies", "Remedies", remedies_table(past, scope, cases)});
    if (scope.compare) {
        auto const earlier = earlier_scope(scope, policy);
        auto const before = tally_complaints(reader, past, policy, earlier, grouping);
        add_comparison(sheet, earlier, policy,
                       compared_table(grouping.columns(&ComparedFigure::key),
                                      compare(complaint_figures(), groups, before.groups,
                                              least_shown(scope, policy))));
    }
    return sheet;
}

}  // namespace dcc::report
