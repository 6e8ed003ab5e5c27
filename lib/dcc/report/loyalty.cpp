#include <dcc/base/columns.hpp>
#include <dcc/report/case_lines.hpp>
#include <dcc/report/chosen.hpp>
#include <dcc/report/clock_tally.hpp>
#include <dcc/report/compared.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/loyalty.hpp>
#include <dcc/report/served.hpp>
#include <dcc/rules/loyalty.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// The clocks that customers see.
constexpr std::array clocks_of_customers{
    ClockKind::first_response, ClockKind::next_response, ClockKind::update, ClockKind::resolution,
    ClockKind::promise,        ClockKind::acknowledge,   ClockKind::reply};

// A case of a customer as it was counted.
struct LoyaltyLine : CaseLine {
    CustomerId customer;
    CaseKind kind{};
    std::int64_t reopened = 0;
    std::int64_t late = 0;
    std::optional<Instant> answered_at;  // the last time
    std::optional<int> csat;             // the last one
    std::optional<int> nps;
};

// What happened to customers in the days of the rules.
struct Histories {
    std::unordered_map<std::int64_t, rules::CustomerHistory> of_customer;
    std::unordered_map<std::int64_t, LoyaltyLine> cases;  // those of known customers
};

// The days that the rules look back, for what the conditions of the scope accept.
Scope scope_of_rules(Policy const &policy, Scope const &scope, Instant as_of) {
    int days_back = 0;
    for (auto const &rule : policy.reports.loyalty) days_back = std::max(days_back, rule.days);
    Scope looked{as_of - std::chrono::days{days_back}, {}, as_of, {}};
    looked.filter = scope.filter;
    return looked;
}

void count_deadlines(store::Reader &reader, Scope const &looked, Histories &histories) {
    each_clock(reader, looked, clocks_of_customers, [&](ClockKind, auto const &clock) {
        if (state_of(clock, looked.as_of) != ClockState::breached) return;
        auto const found = histories.cases.find(clock.case_id);
        if (found == histories.cases.end()) return;
        ++found->second.late;
        // Another system may know that it was late, and not since when.
        auto const since = clock.due_at       ? Instant{Seconds{*clock.due_at}}
                           : clock.stopped_at ? Instant{Seconds{*clock.stopped_at}}
                                              : looked.as_of;
        histories.of_customer[found->second.customer.number].late.push_back(since);
    });
}

// Answers count whenever their case was received.
void count_answers(store::Reader &reader, Scope const &looked, Histories &histories) {
    auto ever = looked;
    ever.from.reset();
    Chosen const chosen{reader, ever};
    reader.each_feedback(looked.from, looked.as_of + Seconds{1}, [&](auto const &sample) {
        if (!sample.customer || !chosen.accepts(sample.case_id)) return;
        histories.of_customer[sample.customer->number].answers.push_back(
            {sample.at, sample.given.csat, sample.given.nps});
        auto const found = histories.cases.find(sample.case_id.number);
        if (found == histories.cases.end()) return;
        found->second.answered_at = sample.at;
        found->second.csat = sample.given.csat;
        found->second.nps = sample.given.nps;
    });
}

Histories histories_of(store::Reader &reader, Policy const &policy, Scope const &scope,
                       Instant as_of) {
    auto const looked = scope_of_rules(policy, scope, as_of);
    Histories histories;
    each_served(reader, looked, [&](auto const &row) {
        if (!row.customer) return;
        auto &history = histories.of_customer[row.customer->number];
        auto &times = row.kind == CaseKind::complaint ? history.complaints : history.cases;
        times.push_back(row.received_at);
        history.reopened.insert(history.reopened.end(), static_cast<std::size_t>(row.reopened),
                                row.received_at);
        histories.cases.emplace(row.id.number, LoyaltyLine{{{}, row.id, row.received_at},
                                                           *row.customer,
                                                           row.kind,
                                                           row.reopened,
                                                           0,
                                                           {},
                                                           {},
                                                           {}});
    });
    bool const needs_late =
        scope.cases || std::ranges::any_of(policy.reports.loyalty, [](LoyaltyRule const &rule) {
            return rule.late.has_value();
        });
    if (needs_late) count_deadlines(reader, looked, histories);
    count_answers(reader, looked, histories);
    for (auto &[number, history] : histories.of_customer)
        for (auto *const times :
             {&history.complaints, &history.cases, &history.reopened, &history.late})
            std::ranges::sort(*times);
    return histories;
}

// A customer at risk.
struct AtRisk {
    store::CustomerRow customer;
    std::size_t place = 0;  // of the rule
    LoyaltyRule const *rule = nullptr;
    rules::Risk risk;

    std::vector<std::string> why() const {
        std::vector<std::string> reasons;
        auto const number = [&](std::optional<int> const &asked, std::int64_t n, char const *one,
                                char const *many) {
            if (asked) reasons.push_back(fmt::format("{} {}", n, n == 1 ? one : many));
        };
        if (rule->csat_at) reasons.push_back(fmt::format("csat {}", *risk.csat));
        if (rule->nps_at) reasons.push_back(fmt::format("nps {}", *risk.nps));
        number(rule->complaints, risk.complaints, "complaint", "complaints");
        number(rule->cases, risk.cases, "case", "cases");
        number(rule->reopened, risk.reopened, "reopening", "reopenings");
        number(rule->late, risk.late, "missed deadline", "missed deadlines");
        return reasons;
    }
};

// The first rule that applies to the customer; the customer is read only when one may.
std::optional<AtRisk> find_risk(store::Reader &reader, Policy const &policy, CustomerId id,
                                rules::CustomerHistory const &history, Instant as_of) {
    std::optional<store::CustomerRow> customer;
    auto const &rules = policy.reports.loyalty;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto const risk = rules::risk_of(history, rules[i], as_of);
        if (!risk) continue;
        if (!customer) customer = reader.find(id);
        if (!customer) return std::nullopt;
        auto const &tiers = rules[i].tiers;
        if (tiers.empty() || std::ranges::count(tiers, customer->tier) > 0)
            return AtRisk{std::move(*customer), i, &rules[i], *risk};
    }
    return std::nullopt;
}

struct LoyaltyState {
    std::string key{};               // there is one group: all customers
    std::vector<AtRisk> rows;        // most serious rule first, then the longest
    std::int64_t active = 0;         // customers with a case or an answer in the days of the rules
    std::vector<LoyaltyLine> lines;  // of a list of the cases only

    stats::Proportion share() const { return {std::ssize(rows), active}; }
};

// The cases received in the days of the rule by which their customer is at risk.
void list_cases_at_risk(LoyaltyState &state, Histories const &histories, Instant as_of) {
    std::unordered_map<std::int64_t, LoyaltyRule const *> rules;
    for (auto const &row : state.rows) rules.emplace(row.customer.id.number, row.rule);
    for (auto const &entry : histories.cases) {
        auto const &line = entry.second;
        auto const found = rules.find(line.customer.number);
        if (found != rules.end() &&
            line.received_at >= as_of - std::chrono::days{found->second->days})
            state.lines.push_back(line);
    }
}

LoyaltyState state_at(store::Reader &reader, Policy const &policy, Scope const &scope,
                      Instant as_of) {
    auto const histories = histories_of(reader, policy, scope, as_of);
    LoyaltyState state{{}, {}, std::ssize(histories.of_customer), {}};
    for (auto const &[number, history] : histories.of_customer)
        if (auto found = find_risk(reader, policy, CustomerId{number}, history, as_of))
            state.rows.push_back(std::move(*found));
    std::ranges::sort(state.rows, [](AtRisk const &a, AtRisk const &b) {
        return std::tuple{a.place, a.risk.since, a.customer.id} <
               std::tuple{b.place, b.risk.since, b.customer.id};
    });
    if (scope.cases) list_cases_at_risk(state, histories, as_of);
    return state;
}

std::string advice_in(Policy const &policy, LoyaltyRule const &rule) {
    return label_in(rule.advice, policy.desk.language, rule.name);
}

Table rows_table(Policy const &policy, LoyaltyState const &now) {
    auto const customer = [](auto part) { return part_of(&AtRisk::customer, part); };
    auto const figure = [](auto part) { return part_of(&AtRisk::risk, part); };
    Columns<AtRisk> const columns{
        {"customer", "Customer", customer(&store::CustomerRow::id)},
        {"name", "Name", customer(&store::CustomerRow::name)},
        {"tier", "Tier", customer(&store::CustomerRow::tier)},
        {"rule", "Rule", [](AtRisk const &row) { return row.rule->name; }},
        {"why", "Why", &AtRisk::why},
        {"since", "Since", figure(&rules::Risk::since)},
        {"csat", "", figure(&rules::Risk::csat)},
        {"nps", "", figure(&rules::Risk::nps)},
        {"complaints", "", figure(&rules::Risk::complaints)},
        {"cases", "", figure(&rules::Risk::cases)},
        {"reopened", "", figure(&rules::Risk::reopened)},
        {"late", "", figure(&rules::Risk::late)},
        {"advice", "", [&](AtRisk const &row) { return advice_in(policy, *row.rule); }},
    };
    return columns.table_of(now.rows, policy.reports.loyalty.empty()
                                          ? "The policy has no loyalty rule."
                                          : "No loyalty rule applies to a customer.");
}

// How many a rule applies to, now and before.
struct TrendRow {
    std::string rule;  // empty: all rules
    std::string advice;
    std::int64_t now = 0;
    std::int64_t before = 0;
    std::int64_t joined = 0;  // at risk now, by whatever rule, and not before
    std::int64_t left = 0;
};

using CustomerIds = std::set<CustomerId>;

CustomerIds ids_of(LoyaltyState const &state) {
    CustomerIds ids;
    for (auto const &row : state.rows) ids.insert(row.customer.id);
    return ids;
}

std::vector<TrendRow> trend_rows(Policy const &policy, LoyaltyState const &now,
                                 LoyaltyState const &before) {
    auto const ids_now = ids_of(now);
    auto const ids_before = ids_of(before);
    std::vector<TrendRow> rows;
    for (auto const &rule : policy.reports.loyalty)
        rows.push_back({rule.name, advice_in(policy, rule), 0, 0, 0, 0});
    for (auto const &row : now.rows) {
        ++rows[row.place].now;
        if (!ids_before.contains(row.customer.id)) ++rows[row.place].joined;
    }
    for (auto const &row : before.rows) {
        ++rows[row.place].before;
        if (!ids_now.contains(row.customer.id)) ++rows[row.place].left;
    }
    return rows;
}

Columns<LoyaltyState> total_columns(LoyaltyState const &before) {
    Columns<LoyaltyState> columns{
        {"at_risk", "", [](LoyaltyState const &state) { return std::ssize(state.rows); }},
        {"active", "", &LoyaltyState::active}};
    columns.append(share_columns<LoyaltyState>("at_risk", "", &LoyaltyState::share));
    columns.append(
        {{"at_risk_before", "",
          [&before](LoyaltyState const &) { return std::ssize(before.rows); }},
         {"active_before", "", [&before](LoyaltyState const &) { return before.active; }}});
    return columns;
}

Table cases_table(Grouping const &grouping, std::vector<LoyaltyLine> lines) {
    return case_table<LoyaltyLine>(grouping, std::move(lines),
                                   {{"customer", "Customer", &LoyaltyLine::customer},
                                    {"kind", "Kind", &LoyaltyLine::kind},
                                    {"reopened", "Reopened", &LoyaltyLine::reopened},
                                    {"late", "Late", &LoyaltyLine::late},
                                    {"answered_at", "Answered", &LoyaltyLine::answered_at},
                                    {"csat", "CSAT", &LoyaltyLine::csat},
                                    {"nps", "NPS", &LoyaltyLine::nps}});
}

// What is compared.
std::vector<Figure<LoyaltyState>> loyalty_figures() {
    return {{"at_risk", "At risk, of active customers", FigureUnit::share,
             [](LoyaltyState const &of) { return share_of(of.share()); }}};
}

Wording total_note(LoyaltyState const &state, Zone const &zone, Instant at) {
    auto const all = state.share();
    auto text = say("{}: {} of {} active customers", zone.format(at), all.count, all.n);
    if (auto const interval = stats::wilson(all))
        text = text + fmt::format(", {:.1f} % (95 %: {:.1f}–{:.1f} %)", 100 * *all.share(),
                                  100 * interval->low, 100 * interval->high);
    return text;
}

}  // namespace

Sheet loyalty(store::Reader &reader, Policy const &policy, Scope const &scope, int back) {
    store::Reader::Snapshot const snapshot{reader};
    auto const as_of = scope.as_of;
    auto const earlier = as_of - std::chrono::days{back};
    auto now = state_at(reader, policy, scope, as_of);
    auto const before = state_at(reader, policy, scope, earlier);
    auto const zone = zone_of(scope, policy);

    Columns<LoyaltyState> head{
        {"report", "", [](LoyaltyState const &) { return "loyalty"; }},
        {"as_of", "", [as_of](LoyaltyState const &) { return as_of; }},
        {"compared_with", "", [earlier](LoyaltyState const &) { return earlier; }}};
    Sheet sheet{headed(reader, policy, scope,
                       {"loyalty", "Customers who may leave", "customers by the loyalty rules"},
                       head.append(total_columns(before)).row(now)),
                {}};
    sheet.head.notes = {
        "By the first loyalty rule that applies. Since: when its last condition came to hold.",
        "Active: with a case or an answer in the longest time of a rule.",
        total_note(now, zone, as_of), total_note(before, zone, earlier)};
    if (scope.cases) {
        sheet.parts.push_back(
            {"cases", "", cases_table(Grouping{policy, scope}, std::move(now.lines))});
        return sheet;
    }
    sheet.parts.push_back({"rows", "", rows_table(policy, now)});
    Columns<TrendRow> const trend{
        {"rule", "Rule", &TrendRow::rule},
        {"at_risk", "Now", &TrendRow::now},
        {"at_risk_before", "Before", &TrendRow::before},
        {"joined", "Joined", &TrendRow::joined},
        {"left", "Left", &TrendRow::left},
        {"advice", "What to do", &TrendRow::advice},
    };
    sheet.parts.push_back({"rules", policy.reports.loyalty.empty() ? "" : "Rules and what to do",
                           trend.table_of(trend_rows(policy, now, before))});
    if (now.active + before.active > 0)
        sheet.parts.push_back(
            {"compared", "Change",
             compared_table({}, compare<LoyaltyState>(loyalty_figures(), {now}, {before}, 0))});
    return sheet;
}

}  // namespace dcc::report
