#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr char separator = '\x1f';

std::int64_t seconds(Instant instant) {
    return instant.time_since_epoch().count();
}

store::Reader::ClockFacts facts_of(store::ClockRow const &row) {
    auto const maybe = [](auto const &instant) {
        return instant ? std::optional{std::int64_t{seconds(*instant)}} : std::nullopt;
    };
    return {row.case_id.number,
            word(row.stage),
            seconds(row.received_at),
            seconds(row.started_at),
            maybe(row.stopped_at),
            maybe(row.due_at),
            row.elapsed ? std::optional{std::int64_t{row.elapsed->count()}} : std::nullopt,
            row.channel,
            row.category,
            row.priority,
            row.team,
            row.person};
}

std::string month_of(Zone const &zone, std::int64_t instant) {
    return zone.format(Instant{Seconds{instant}}).substr(0, 7);
}

}  // namespace

void each_clock(store::Reader &reader, Scope const &scope, ClockKind kind,
                std::function<void(store::Reader::ClockFacts const &)> const &visit) {
    auto const changed = reader.changed_since(scope.as_of);
    auto const last = scope.as_of + Seconds{1};
    auto const before = scope.before ? std::min(*scope.before, last) : last;
    reader.each_clock(kind, scope.from, before, [&](auto const &facts) {
        if (changed.empty() || !std::ranges::binary_search(changed, CaseId{facts.case_id}))
            visit(facts);
    });
    auto adopted = ledger::adopted_terms_of(reader);
    for (auto const id : changed) {
        Case item;
        for (auto const &event : reader.events(id)) {
            if (event.at > scope.as_of) break;
            rules::apply(item, event, adopted);
        }
        if ((scope.from && item.received_at < *scope.from) || item.received_at >= before) continue;
        for (auto const &row : ledger::clock_rows(item, adopted))
            if (row.kind == kind) visit(facts_of(row));
    }
}

Grouping::Grouping(Policy const &policy, std::vector<Dimension> by)
    : by_{std::move(by)}, zone_{Zone::load(policy.desk.zone)} {
    auto const rank = [&](auto const &things) {
        for (auto const &thing : things) ranks_.back().try_emplace(thing.id, ranks_.back().size());
    };
    for (auto const dimension : by_) {
        ranks_.emplace_back();
        switch (dimension) {
            case Dimension::channel: rank(policy.channels); break;
            case Dimension::category: rank(policy.categories); break;
            case Dimension::priority: rank(policy.priorities); break;
            case Dimension::team: rank(policy.teams); break;
            case Dimension::person: rank(policy.staff); break;
            case Dimension::month: break;
        }
    }
}

bool Grouping::before(std::string_view a, std::string_view b) const {
    for (auto const &ranks : ranks_) {
        auto const place = [&](std::string_view &key) {
            auto const value = key.substr(0, key.find(separator));
            key.remove_prefix(value.size() + 1);
            auto const found = ranks.find(value);
            return std::tuple{value.empty(), found == ranks.end() ? ranks.size() : found->second,
                              value};
        };
        auto const place_a = place(a);
        auto const place_b = place(b);
        if (place_a != place_b) return place_a < place_b;
    }
    return false;
}

std::string const &Grouping::key(store::Reader::ClockFacts const &facts) {
    key_.clear();
    for (auto const dimension : by_) {
        switch (dimension) {
            case Dimension::channel: key_ += facts.channel; break;
            case Dimension::category: key_ += facts.category; break;
            case Dimension::priority: key_ += facts.priority; break;
            case Dimension::team: key_ += facts.team; break;
            case Dimension::person: key_ += facts.person; break;
            case Dimension::month: key_ += month_of(zone_, facts.received_at); break;
        }
        key_ += separator;
    }
    return key_;
}

std::vector<Column> Grouping::columns() const {
    std::vector<Column> columns;
    for (auto const dimension : by_) {
        std::string name{word(dimension)};
        auto title = name;
        title[0] = static_cast<char>(title[0] - 'a' + 'A');
        columns.push_back({std::move(name), std::move(title)});
    }
    return columns;
}

std::vector<Cell> Grouping::cells(std::string_view key, std::size_t count) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < count; ++i) {
        auto const end = key.find(separator);
        auto const value = key.substr(0, end);
        cells.push_back(value.empty() ? Cell{} : Cell{std::string{value}});
        key.remove_prefix(end + 1);
    }
    return cells;
}

std::string describe(Scope const &scope, Policy const &policy) {
    auto const zone = Zone::load(policy.desk.zone);
    auto text = std::string{"cases received"};
    if (scope.from) text += " from " + zone.format(*scope.from);
    if (scope.before) text += " until before " + zone.format(*scope.before);
    if (!scope.from && !scope.before) text += " at any time";
    return fmt::format("{}, as of {} ({})", text, zone.format(scope.as_of), zone.name());
}

}  // namespace dcc::report
