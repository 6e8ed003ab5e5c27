#include <dcc/model/money.hpp>
#include <dcc/report/figures.hpp>

#include <algorithm>
#include <cstddef>

#include <fmt/format.h>

namespace dcc::report {

Cell percent_range(std::optional<stats::Interval> const &interval) {
    if (!interval) return {};
    return fmt::format("{:.1f}–{:.1f} %", 100 * interval->low, 100 * interval->high);
}

Cell thousand_range(std::optional<stats::Interval> const &interval) {
    if (!interval) return {};
    return fmt::format("{:.2f}–{:.2f}", 1000 * interval->low, 1000 * interval->high);
}

Cell money_cell(std::optional<std::int64_t> minor, std::string const &currency) {
    if (!minor) return {};
    return format_money({*minor, currency});
}

}  // namespace dcc::report
