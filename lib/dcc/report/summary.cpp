#include <dcc/base/columns.hpp>
#include <dcc/base/detail/json.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/measure.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/summary.hpp>
#include <dcc/report/trend.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

constexpr std::size_t most_overdue = 5;
constexpr std::size_t most_teams = 4;

// What is open at an instant.
struct Queue {
    std::int64_t due_today = 0;
    std::int64_t waiting = 0;
    std::int64_t by_hand = 0;
    std::map<std::string, std::int64_t> teams;
    std::vector<store::CaseRow> overdue;  // those whose deadline passed first, at most five
};

class QueueCount {
  public:
    QueueCount(Instant as_of, Instant midnight) : as_of_{as_of}, midnight_{midnight} {}

    void count(store::CaseRow const &row) {
        if (!row.is_open) return;
        ++queue_.teams[row.team];
        if (is_waiting(row.state)) ++queue_.waiting;
        if (!row.next_due_at) return;
        if (*row.next_due_at < as_of_)
            keep(row);
        else if (*row.next_due_at < midnight_)
            ++queue_.due_today;
    }

    Queue queue_;

  private:
    void keep(store::CaseRow const &row) {
        auto &overdue = queue_.overdue;
        auto const key = [](store::CaseRow const &one) {
            return std::pair{one.next_due_at, one.id};
        };
        overdue.insert(std::ranges::upper_bound(overdue, key(row), {}, key), row);
        if (overdue.size() > most_overdue) overdue.pop_back();
    }

    Instant as_of_;
    Instant midnight_;
};

bool accepts(Scope const &scope, store::CaseRow const &row) {
    return scope.filter.empty() || scope.filter.accepts(dimensions_of(row));
}

// The messages to be told by hand now, without those of the changed cases.
std::int64_t told_by_hand(store::Reader &reader, Scope const &scope,
                          std::vector<CaseId> const &changed) {
    store::MessageQuery told;
    told.states = {MessageState::by_hand};
    if (!scope.filter.empty())
        return std::ranges::count_if(reader.messages(told), [&](store::MessageRow const &message) {
            auto const row = reader.find(message.case_id);
            return row && !std::ranges::binary_search(changed, row->id) && accepts(scope, *row);
        });
    auto all = reader.count_messages(MessageState::by_hand);
    for (auto const id : changed) {
        told.case_id = id;
        all -= std::ssize(reader.messages(told));
    }
    return all;
}

// Cases with later events are replayed until the instant.
Queue queue_of(store::Reader &reader, Scope const &scope, Zone const &zone) {
    auto const as_of = scope.as_of;
    auto const today = std::chrono::floor<std::chrono::days>(zone.to_civil(as_of));
    QueueCount counted{as_of, zone.to_instant(CivilTime{today + std::chrono::days{1}})};
    auto const changed = reader.changed_since(as_of);
    store::CaseQuery open;
    open.only_open = true;
    reader.each_case(open, [&](store::CaseRow &&row) {
        if (row.received_at <= as_of && !std::ranges::binary_search(changed, row.id) &&
            accepts(scope, row))
            counted.count(row);
        return true;
    });
    auto &by_hand = counted.queue_.by_hand;
    by_hand = told_by_hand(reader, scope, changed);
    auto adopted = ledger::adopted_terms_of(reader);
    for (auto const id : changed) {
        auto const rows = ledger::rows_of(replay_until(reader, id, as_of, adopted), adopted);
        for (auto const &row : store::list_of<store::CaseRow>(rows)) {
            if (!accepts(scope, row)) continue;
            counted.count(row);
            by_hand += std::ranges::count(store::list_of<store::MessageRow>(rows),
                                          MessageState::by_hand, &store::MessageRow::state);
        }
    }
    return std::move(counted.queue_);
}

// A figure of the period and of the one before.
struct Compared {
    Measure measure{};
    MeasureValue now;
    MeasureValue before;
};

constexpr std::array compared_measures{
    Measure::opened, Measure::resolved,   Measure::reopened,
    Measure::open,   Measure::late,       Measure::csat,
    Measure::nps,    Measure::complaints, Measure::first_response_met};

// A change of a share that could be chance ends in "?".
std::string shown_change(Compared const &one) {
    if (!one.now.value || !one.before.value) return "–";
    auto const change = *one.now.value - *one.before.value;
    auto const sign = change > 0 ? "+" : change < 0 ? "-" : "";
    if (kind_of(one.measure) == MeasureKind::share) {
        auto const interval = stats::newcombe(*one.now.share, *one.before.share);
        bool const certain = interval && (interval->low > 0 || interval->high < 0);
        return fmt::format("{}{:.1f}{}", sign, 100 * std::abs(change), certain ? "" : " ?");
    }
    return sign + text_of_measure(one.measure, std::abs(change));
}

// A line of the screen: what happened, and beside it what is open.
struct ScreenLine {
    std::optional<Compared> left;
    Wording title;
    std::string value;
};

Table screen(std::vector<Compared> const &figures, Queue const &queue) {
    auto const find = [&](Measure measure) {
        return *std::ranges::find(figures, measure, &Compared::measure);
    };
    auto const level = [&](Measure measure) {
        auto const one = find(measure);
        return fmt::format("{} ({})", one.now.n, shown_change(one));
    };
    std::vector<ScreenLine> const lines{
        {find(Measure::opened), "Open", level(Measure::open)},
        {find(Measure::resolved), "Late", level(Measure::late)},
        {find(Measure::reopened), "Due today", std::to_string(queue.due_today)},
        {find(Measure::complaints), "Waiting", std::to_string(queue.waiting)},
        {find(Measure::csat), "To be told by hand", std::to_string(queue.by_hand)},
        {find(Measure::first_response_met), std::string{" "}, " "},
    };
    auto const left = [](auto text) {
        return [text](ScreenLine const &line) { return text(*line.left); };
    };
    Columns<ScreenLine> const columns{
        {"", "Figure",
         left([](Compared const &one) { return Wording{title_of(one.measure).data()}; })},
        {"", "Value",
         left([](Compared const &one) { return text_of_measure(one.measure, one.now.value); })},
        {"", "Change", left(shown_change)},
        {"", "n", left([](Compared const &one) {
             return is_of_group(kind_of(one.measure)) ? Cell{one.now.n} : Cell{std::string{}};
         })},
        {"", "Now", &ScreenLine::title},
        {"", "Cases", &ScreenLine::value},
    };
    return columns.table_of(lines);
}

Table overdue_table(Queue const &queue, Instant as_of) {
    using Row = store::CaseRow;
    Columns<Row> const columns{
        {"case", "Case", &Row::id},
        {"priority", "Priority", &Row::priority},
        {"team", "Team", &Row::team},
        {"person", "Person", &Row::person},
        {"due_at", "", &Row::next_due_at},
        {"late_s", "Overdue by", [as_of](Row const &row) { return as_of - *row.next_due_at; }},
        {"subject", "Subject", &Row::subject},
    };
    return columns.table_of(queue.overdue);
}

struct TeamRow {
    std::string label;
    std::int64_t open = 0;
};

std::vector<TeamRow> teams_of(Queue const &queue, Policy const &policy) {
    std::vector<TeamRow> rows;
    for (auto const &[id, open] : queue.teams) {
        auto const *team = policy.team(id);
        rows.push_back({team ? label_in(team->label, policy.desk.language, id) : id, open});
    }
    std::ranges::stable_sort(rows, std::greater{}, &TeamRow::open);
    return rows;
}

Wording teams_note(std::vector<TeamRow> const &teams) {
    if (teams.empty()) return "No case is open.";
    Wording words;
    std::size_t shown = 0;
    std::int64_t others = 0;
    for (auto const &team : teams)
        if (shown++ < most_teams)
            words += say("{}{} {}", words.empty() ? "" : ", ",
                         team.label.empty() ? say("no team") : Wording{team.label}, team.open);
        else
            others += team.open;
    if (others > 0) words += say(", others {}", others);
    return say("Open by team: {}.", words);
}

struct SummaryHead {
    Instant as_of;
    int days;
    std::vector<Compared> const &figures;
    Queue const &queue;
};

// {"technical": 5}; "" has no team.
JsonText teams_json(Queue const &queue) {
    Json teams = Json::object();
    for (auto const &[team, open] : queue.teams) teams[team] = open;
    return {teams.dump()};
}

Columns<SummaryHead> head_columns() {
    Columns<SummaryHead> columns{
        {"report", "", [](SummaryHead const &) { return "summary"; }},
        {"as_of", "", &SummaryHead::as_of},
        {"days", "", &SummaryHead::days},
    };
    for (std::size_t i = 0; i < compared_measures.size(); ++i) {
        std::string const name{word(compared_measures[i])};
        auto const value = [i](MeasureValue Compared::*when) {
            return [i, when](SummaryHead const &head) {
                auto const &one = head.figures[i];
                return cell_of_measure(one.measure, (one.*when).value);
            };
        };
        columns.append(
            {{name, "", value(&Compared::now)}, {name + "_before", "", value(&Compared::before)}});
        if (is_of_group(kind_of(compared_measures[i])))
            columns.append(
                {{name + "_n", "", [i](SummaryHead const &head) { return head.figures[i].now.n; }},
                 {name + "_before_n", "",
                  [i](SummaryHead const &head) { return head.figures[i].before.n; }}});
    }
    columns.append({
        {"due_today", "", [](SummaryHead const &head) { return head.queue.due_today; }},
        {"waiting", "", [](SummaryHead const &head) { return head.queue.waiting; }},
        {"by_hand", "", [](SummaryHead const &head) { return head.queue.by_hand; }},
        {"open_by_team", "", [](SummaryHead const &head) { return teams_json(head.queue); }},
    });
    return columns;
}

}  // namespace

Sheet summary(store::Reader &reader, Policy const &policy, Scope const &scope, int days) {
    store::Reader::Snapshot const snapshot{reader};
    auto const as_of = scope.as_of;
    auto const zone = zone_of(scope, policy);
    auto const end = as_of + Seconds{1};
    auto const length = std::chrono::days{days};
    std::array const periods{PeriodSpan{"", end - 2 * length, end - length, true},
                             PeriodSpan{"", end - length, end, true}};
    auto const tallies = tally_of(reader, periods, as_of, compared_measures, scope.filter);
    std::vector<Compared> figures;
    for (auto const measure : compared_measures)
        figures.push_back({measure, value_of(measure, tallies[1], policy.reports.least_group),
                           value_of(measure, tallies[0], policy.reports.least_group)});
    auto const queue = queue_of(reader, scope, zone);
    auto const teams = teams_of(queue, policy);

    Sheet sheet{headed(reader, policy, scope,
                       {"summary", "Summary", say("the last {} days, and now", days)},
                       head_columns().row({as_of, days, figures, queue})),
                {}};
    sheet.head.notes = {
        teams_note(teams),
        say("Changes: against the {} days before; \"?\": 0 is within 95 % of the change.", days)};
    sheet.parts.push_back({"", "", screen(figures, queue)});
    sheet.parts.push_back({"overdue", "Longest overdue", overdue_table(queue, as_of)});
    return sheet;
}

}  // namespace dcc::report
