#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/past.hpp>
#include <dcc/report/scope.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::report {
namespace {

store::Reader::ClockSample sample_of(store::ClockRow const &row) {
    auto const maybe = [](auto const &instant) {
        return instant ? std::optional{std::int64_t{seconds_of(*instant)}} : std::nullopt;
    };
    return {row.case_id.number,
            word(row.stage),
            seconds_of(row.received_at),
            seconds_of(row.started_at),
            maybe(row.stopped_at),
            maybe(row.due_at),
            row.elapsed ? std::optional{std::int64_t{row.elapsed->count()}} : std::nullopt,
            row.channel,
            row.category,
            row.priority,
            row.team,
            row.person,
            row.dated_by_hand,
            row.judged_met ? std::optional{std::int64_t{*row.judged_met}} : std::nullopt,
            {},
            {},
            {}};
}

}  // namespace

Zone zone_of(Scope const &scope, Policy const &policy) {
    return scope.zone ? *scope.zone : Zone::load(policy.desk.zone);
}

int least_shown(Scope const &scope, Policy const &policy) {
    return scope.by.empty() && scope.filter.empty() ? 0 : policy.reports.least_group;
}

bool needs(Scope const &scope, Dimension dimension) {
    return std::ranges::count(scope.by, dimension) > 0 || scope.filter.uses(dimension);
}

void each_clock(store::Reader &reader, Scope const &scope, ClockKind kind,
                std::function<void(store::Reader::ClockSample const &)> const &visit) {
    each_clock(reader, scope, std::span{&kind, 1},
               [&](ClockKind, store::Reader::ClockSample const &clock) { visit(clock); });
}

void each_clock(store::Reader &reader, Scope const &scope, std::span<ClockKind const> kinds,
                std::function<void(ClockKind, store::Reader::ClockSample const &)> const &visit) {
    auto const changed = reader.changed_since(scope.as_of);
    auto const last = scope.as_of + Seconds{1};
    auto const before = scope.before ? std::min(*scope.before, last) : last;
    store::Reader::ClockAttributes const wanted{
        needs(scope, Dimension::channel),  needs(scope, Dimension::category),
        needs(scope, Dimension::priority), needs(scope, Dimension::team),
        needs(scope, Dimension::person),   needs(scope, Dimension::product),
        needs(scope, Dimension::tier),     needs(scope, Dimension::tag)};
    for (auto const kind : kinds)
        reader.each_clock(kind, scope.from, before, wanted, [&](auto const &clock) {
            if (changed.empty() || !std::ranges::binary_search(changed, CaseId{clock.case_id}))
                visit(kind, clock);
        });
    auto adopted = ledger::adopted_terms_of(reader);
    for (auto const id : changed) {
        auto const item = replay_until(reader, id, scope.as_of, adopted);
        if ((scope.from && item.received_at < *scope.from) || item.received_at >= before) continue;
        auto const tier =
            wanted.tier && item.customer ? reader.tier_of(*item.customer) : std::string{};
        auto const tags = fmt::format("{}", fmt::join(item.tags, ","));
        for (auto const &row : ledger::clock_rows(item, adopted)) {
            if (std::ranges::count(kinds, row.kind) == 0) continue;
            auto sample = sample_of(row);
            sample.product = item.product;
            sample.tier = tier;
            sample.tags = tags;
            visit(row.kind, sample);
        }
    }
}

Columns<Scope> scope_columns() {
    return {
        {"from", "", &Scope::from}, {"before", "", &Scope::before}, {"as_of", "", &Scope::as_of}};
}

Wording describe_period(Scope const &scope, Policy const &policy) {
    auto const zone = zone_of(scope, policy);
    auto text = say("cases received");
    if (scope.from) text += say(" from {}", zone.format(*scope.from));
    if (scope.before) text += say(" before {}", zone.format(*scope.before));
    if (!scope.from && !scope.before) text += say(" at any time");
    return text;
}

Wording describe(Scope const &scope, Policy const &policy) {
    auto const zone = zone_of(scope, policy);
    return say("{}, as of {} ({})", describe_period(scope, policy), zone.format(scope.as_of),
               zone.name());
}

}  // namespace dcc::report
