#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/past.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <span>

namespace dcc::report {
namespace {

constexpr Instant earliest_instant{Seconds{INT64_MIN}};

}  // namespace

Case replay_until(store::Reader &reader, CaseId id, Instant as_of, rules::AdoptedTerms &adopted) {
    auto const events = reader.events(id);
    auto const later =
        std::ranges::find_if(events, [&](Event const &event) { return event.at > as_of; });
    return rules::replay(std::span{events.begin(), later}, adopted);
}

Past::Past(store::Reader &reader, Instant as_of)
    : reader_{reader}, as_of_{as_of}, changed_{reader.changed_since(as_of)} {
    auto adopted = ledger::adopted_terms_of(reader);
    for (auto const id : changed_) {
        auto const row = reader.find(id);
        if (!row || row->kind == CaseKind::service) continue;
        auto const item = replay_until(reader, id, as_of, adopted);
        replayed_.push_back(ledger::rows_of(item, adopted));
    }
}

bool Past::is_changed(CaseId id) const {
    return std::ranges::binary_search(changed_, id);
}

Instant Past::bound(std::optional<Instant> before) const {
    return std::min(before.value_or(as_of_ + Seconds{1}), as_of_ + Seconds{1});
}

void Past::each_complaint(std::optional<Instant> from, std::optional<Instant> before,
                          std::function<void(store::ComplaintRow const &)> const &visit) {
    auto const first = from.value_or(earliest_instant);
    auto const last = bound(before);
    reader_.each_complaint(first, last, [&](store::ComplaintRow &&row) {
        if (!is_changed(row.case_id)) visit(row);
        return true;
    });
    for (auto const &rows : replayed_)
        for (auto const &row : store::list_of<store::ComplaintRow>(rows))
            if (row.received_at >= first && row.received_at < last) visit(row);
}

void Past::each_round(std::optional<Instant> from,
                      std::function<void(store::RoundRow const &)> const &visit) {
    auto const first = from.value_or(earliest_instant);
    reader_.each_round(first, bound({}), [&](store::RoundRow &&row) {
        if (!is_changed(row.case_id)) visit(row);
        return true;
    });
    for (auto const &rows : replayed_)
        for (auto const &row : store::list_of<store::RoundRow>(rows))
            if (row.opened_at >= first) visit(row);
}

void Past::each_remedy(std::optional<Instant> from,
                       std::function<void(store::GrantedRemedyRow const &)> const &visit) {
    auto const first = from.value_or(earliest_instant);
    reader_.each_remedy(first, bound({}), [&](store::GrantedRemedyRow &&row) {
        if (!is_changed(row.case_id)) visit(row);
        return true;
    });
    for (auto const &rows : replayed_)
        for (auto const &row : store::list_of<store::GrantedRemedyRow>(rows))
            if (row.granted_at >= first) visit(row);
}

std::vector<Past::Action> Past::actions() {
    std::vector<Action> actions;
    for (auto const &row : reader_.actions())
        if (row.planned_at <= as_of_ && !is_changed(row.case_id))
            if (auto item = reader_.find(row.case_id)) actions.emplace_back(row, std::move(*item));
    for (auto const &rows : replayed_)
        for (auto const &row : store::list_of<store::ActionRow>(rows))
            actions.emplace_back(row, store::list_of<store::CaseRow>(rows).front());
    std::ranges::sort(actions, {}, [](Action const &action) { return action.first.case_id; });
    return actions;
}

std::int64_t Past::service_cases(std::optional<Instant> from, std::optional<Instant> before) {
    return reader_.count_service_cases(from.value_or(earliest_instant), bound(before));
}

}  // namespace dcc::report
