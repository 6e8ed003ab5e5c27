#include <dcc/calendar/detail/impl.hpp>
#include <dcc/calendar/detail/spec.hpp>

#include <utility>

namespace dcc {
namespace {

using detail::DayKind;

std::string why_closed(CalendarSpec const &spec, std::chrono::sys_days day) {
    auto const plan = detail::plan_of(spec, day);
    switch (plan.kind) {
        case DayKind::exception: return "exception";
        case DayKind::holiday:
            return plan.holiday.empty() ? "holiday" : "holiday " + std::string{plan.holiday};
        case DayKind::workday:
        case DayKind::weekly: break;
    }
    return plan.hours->empty() ? "closed day" : "outside hours";
}

// Adds a closed period, split at each midnight where the reason changes.
void add_closed(std::vector<Period> &periods, CalendarSpec const &spec, Zone const &zone,
                Instant from, Instant to) {
    for (auto day = detail::civil_day(zone.to_civil(from)); from < to;) {
        auto const next = day + std::chrono::days{1};
        auto const midnight = zone.to_instant(detail::civil_time(next, {}));
        if (from < midnight) {
            auto const end = std::min(midnight, to);
            auto reason = why_closed(spec, day);
            if (!periods.empty() && !periods.back().open && periods.back().reason == reason) {
                periods.back().to = end;
            } else {
                periods.push_back({from, end, false, std::move(reason)});
            }
            from = end;
        }
        day = next;
    }
}

}  // namespace

std::vector<Period> Calendar::periods(Instant from, Instant to) const {
    std::vector<Period> result;
    if (to <= from) return result;
    auto const &index = impl_->covering(from, to);
    while (from < to) {
        auto const opening = index.opening_at_or_after(from);
        auto const open = opening ? std::clamp(opening->from, from, to) : to;
        add_closed(result, impl_->spec, impl_->zone, from, open);
        from = open;
        if (from == to) break;
        auto const close = std::min(opening->to, to);
        result.push_back({from, close, true, {}});
        from = close;
    }
    return result;
}

}  // namespace dcc
