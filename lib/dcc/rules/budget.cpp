#include <dcc/rules/budget.hpp>

#include <chrono>

namespace dcc::rules {

using std::chrono::months;
using std::chrono::year_month;

Span period_of(BudgetPeriod period, Instant at, Zone const &zone) {
    auto const civil = std::chrono::floor<std::chrono::days>(zone.to_civil(at));
    Date const day{std::chrono::sys_days{civil.time_since_epoch()}};
    auto const length = period == BudgetPeriod::month     ? months{1}
                        : period == BudgetPeriod::quarter ? months{3}
                                                          : months{12};
    auto const first = (unsigned{day.month()} - 1) / static_cast<unsigned>(length.count()) *
                           static_cast<unsigned>(length.count()) +
                       1;
    year_month const begin{day.year(), std::chrono::month{first}};
    auto const midnight = [&](year_month month) {
        std::chrono::sys_days const begins{month / 1};
        return zone.to_instant(std::chrono::local_days{begins.time_since_epoch()} +
                               std::chrono::seconds{0});
    };
    return {midnight(begin), midnight(begin + length)};
}

}  // namespace dcc::rules
