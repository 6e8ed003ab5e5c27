#include <dcc/report/earlier.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using std::chrono::days;
using std::chrono::months;

bool at_midnight(CivilTime time) {
    return time == std::chrono::floor<days>(time);
}

// The date some months before; a day that the month does not have becomes its last one.
Date months_before(Date date, months count) {
    auto const moved = date - count;
    return moved.ok() ? moved : moved.year() / moved.month() / std::chrono::last;
}

CivilTime months_before(CivilTime time, months count) {
    auto const day = std::chrono::floor<days>(time);
    return std::chrono::local_days{months_before(Date{day}, count)} + (time - day);
}

// How many whole months of the calendar the period has; 0 when it is not made up of them.
months whole_months(CivilTime from, CivilTime before) {
    Date const first{std::chrono::floor<days>(from)};
    Date const next{std::chrono::floor<days>(before)};
    if (unsigned{first.day()} != 1 || unsigned{next.day()} != 1) return months{0};
    return std::chrono::year_month{next.year(), next.month()} -
           std::chrono::year_month{first.year(), first.month()};
}

}  // namespace

Bounds earlier_of(Comparison comparison, Bounds period, Zone const &zone) {
    auto const from = zone.to_civil(period.from);
    auto const before = zone.to_civil(period.before);
    if (comparison == Comparison::year)
        return {zone.to_instant(months_before(from, months{12})),
                zone.to_instant(months_before(before, months{12}))};
    if (!at_midnight(from)) return {period.from - (period.before - period.from), period.from};
    auto const count = at_midnight(before) ? whole_months(from, before) : months{0};
    if (count > months{0}) return {zone.to_instant(months_before(from, count)), period.from};
    auto const length = std::chrono::ceil<days>(before - from);
    return {zone.to_instant(from - length), zone.to_instant(before - length)};
}

Bounds bounds_of(Scope const &scope) {
    auto const last = scope.as_of + Seconds{1};
    return {*scope.from, std::min(scope.before.value_or(last), last)};
}

Scope earlier_scope(Scope const &scope, Policy const &policy) {
    auto const bounds = earlier_of(*scope.compare, bounds_of(scope), zone_of(scope, policy));
    auto earlier = scope;
    earlier.from = bounds.from;
    earlier.before = bounds.before;
    return earlier;
}

Wording against(Scope const &earlier, Policy const &policy) {
    auto const zone = zone_of(earlier, policy);
    return say("Against {} to {}", zone.format(*earlier.from), zone.format(*earlier.before));
}

char const *Change::verdict() const {
    if (interval.low > 0) return "higher";
    return interval.high < 0 ? "lower" : "cannot tell yet";
}

std::optional<Change> change_of(stats::Proportion now, stats::Proportion before) {
    auto const interval = stats::newcombe(now, before);
    if (!interval) return std::nullopt;
    return Change{*now.share() - *before.share(), *interval};
}

}  // namespace dcc::report
