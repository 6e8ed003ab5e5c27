#include <dcc/base/columns.hpp>
#include <dcc/report/figures.hpp>
#include <dcc/report/heading.hpp>
#include <dcc/report/loyalty.hpp>
#include <dcc/report/served.hpp>
#include <dcc/rules/loyalty.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr Seconds day{86400};

using Histories = std::unordered_map<std::int64_t, rules::CustomerHistory>;

// What happened to customers in the days of the rules.
Histories histories_of(store::Reader &reader, Policy const &policy, Instant as_of) {
    auto const &rules = policy.reports.loyalty;
    Histories histories;
    int days = 0;
    for (auto const &rule : rules) days = std::max(days, rule.days);
    Scope const scope{as_of - days * day, {}, as_of, {}};
    std::unordered_map<std::int64_t, std::int64_t> customers;
    bool const needs_late =
        std::ranges::any_of(rules, [](LoyaltyRule const &rule) { return rule.late.has_value(); });
    each_served(reader, scope, [&](auto const &row) {
        if (!row.customer) return;
        auto &history = histories[row.customer->number];
        auto &times = row.kind == CaseKind::complaint ? history.complaints : history.cases;
        times.push_back(row.received_at);
        history.reopened.insert(history.reopened.end(), static_cast<std::size_t>(row.reopened),
                                row.received_at);
        if (needs_late) customers.emplace(row.id.number, row.customer->number);
    });
    if (needs_late)
        each_late(reader, scope, [&](std::int64_t case_number, Instant due) {
            auto const customer = customers.find(case_number);
            if (customer != customers.end()) histories[customer->second].late.push_back(due);
        });
    reader.each_feedback(scope.from, as_of + Seconds{1}, [&](auto const &sample) {
        if (sample.customer)
            histories[sample.customer->number].answers.push_back(
                {sample.at, sample.given.csat, sample.given.nps});
    });
    for (auto &[number, history] : histories)
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

struct State {
    std::vector<AtRisk> rows;  // most serious rule first, then the longest
    std::int64_t active = 0;   // customers with a case or an answer in the days of the rules
};

State state_at(store::Reader &reader, Policy const &policy, Instant as_of) {
    auto const histories = histories_of(reader, policy, as_of);
    State state{{}, std::ssize(histories)};
    for (auto const &[number, history] : histories)
        if (auto found = find_risk(reader, policy, CustomerId{number}, history, as_of))
            state.rows.push_back(std::move(*found));
    std::ranges::sort(state.rows, [](AtRisk const &a, AtRisk const &b) {
        return std::tuple{a.place, a.risk.since, a.customer.id} <
               std::tuple{b.place, b.risk.since, b.customer.id};
    });
    return state;
}

std::string advice_in(Policy const &policy, LoyaltyRule const &rule) {
    return label_in(rule.advice, policy.desk.language, rule.name);
}

Table rows_table(Policy const &policy, State const &now) {
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

using Ids = std::set<CustomerId>;

Ids ids_of(State const &state) {
    Ids ids;
    for (auto const &row : state.rows) ids.insert(row.customer.id);
    return ids;
}

std::vector<TrendRow> trend_of(Policy const &policy, State const &now, State const &before) {
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

Columns<State> total_columns(State const &before) {
    auto const share = [](State const &state) {
        return stats::Proportion{std::ssize(state.rows), state.active};
    };
    Columns<State> columns{
        {"at_risk", "", [](State const &state) { return std::ssize(state.rows); }},
        {"active", "", &State::active}};
    columns.append(share_columns<State>("at_risk", "", share));
    columns.append(
        {{"at_risk_before", "", [&before](State const &) { return std::ssize(before.rows); }},
         {"active_before", "", [&before](State const &) { return before.active; }}});
    return columns;
}

std::string total_note(State const &state, Zone const &zone, Instant at) {
    stats::Proportion const all{std::ssize(state.rows), state.active};
    auto text = fmt::format("{}: {} of {} active customers", zone.format(at), all.count, all.n);
    if (auto const interval = stats::wilson(all))
        text += fmt::format(", {:.1f} % (95 %: {:.1f}–{:.1f} %)", 100 * *all.share(),
                            100 * interval->low, 100 * interval->high);
    return text;
}

}  // namespace

Sheet loyalty(store::Reader &reader, Policy const &policy, Instant as_of, int back) {
    store::Reader::Snapshot const snapshot{reader};
    auto const earlier = as_of - back * day;
    auto const now = state_at(reader, policy, as_of);
    auto const before = state_at(reader, policy, earlier);
    auto const zone = Zone::load(policy.desk.zone);

    Columns<State> head{{"report", "", [](State const &) { return "loyalty"; }},
                        {"as_of", "", [as_of](State const &) { return as_of; }},
                        {"compared_with", "", [earlier](State const &) { return earlier; }}};
    Scope scope;
    scope.as_of = as_of;
    Sheet sheet{headed(reader, policy, scope,
                       {"loyalty", "Customers who may leave", "customers by the loyalty rules"},
                       head.append(total_columns(before)).row(now)),
                {}};
    sheet.head.notes = {
        "By the first loyalty rule that applies. Since: when its last condition came to hold.",
        "Active: with a case or an answer in the longest time of a rule.",
        total_note(now, zone, as_of), total_note(before, zone, earlier)};
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
                           trend.table_of(trend_of(policy, now, before))});
    return sheet;
}

}  // namespace dcc::report
