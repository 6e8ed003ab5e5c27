#include <dcc/report/period.hpp>

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::months;
using std::chrono::years;

// The Monday of the day's week.
local_days week_start(local_days day) {
    return day - (std::chrono::weekday{day} - std::chrono::Monday);
}

// "2026-W48", by ISO 8601: the week belongs to the year of its Thursday.
std::string week_name(local_days day) {
    auto const thursday = week_start(day) + days{3};
    auto const year = Date{thursday}.year();
    auto const number = (thursday - local_days{year / 1 / 1}) / days{7} + 1;
    return fmt::format("{:04}-W{:02}", static_cast<int>(year), number);
}

Period months_from(std::chrono::year_month first, months count) {
    return {local_days{first / 1}, local_days{(first + count) / 1}};
}

unsigned quarter_of(std::chrono::month month) {
    return (static_cast<unsigned>(month) - 1) / 3 + 1;
}

std::optional<Period> calendar_period(Dimension dimension, local_days day) {
    Date const date{day};
    auto const year = date.year();
    switch (dimension) {
        case Dimension::day: return Period{day, day + days{1}};
        case Dimension::week: return Period{week_start(day), week_start(day) + days{7}};
        case Dimension::month: return months_from(year / date.month(), months{1});
        case Dimension::quarter:
            return months_from(year / std::chrono::month{3 * quarter_of(date.month()) - 2},
                               months{3});
        case Dimension::year: return months_from(year / 1, months{12});
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<Period> period_of(std::vector<Dimension> const &by, std::chrono::local_days day) {
    std::optional<Period> common;
    for (auto const dimension : by) {
        auto const period = calendar_period(dimension, day);
        if (!period) continue;
        if (!common) common = period;
        common->first = std::max(common->first, period->first);
        common->next = std::min(common->next, period->next);
    }
    return common;
}

std::string time_value(Dimension dimension, CivilTime time) {
    auto const day = std::chrono::floor<days>(time);
    Date const date{day};
    auto const year = static_cast<int>(date.year());
    auto const month = static_cast<unsigned>(date.month());
    switch (dimension) {
        case Dimension::hour:
            return fmt::format("{:02}", std::chrono::floor<std::chrono::hours>(time - day).count());
        case Dimension::weekday: return weekday_names[std::chrono::weekday{day}.iso_encoding() - 1];
        case Dimension::day:
            return fmt::format("{:04}-{:02}-{:02}", year, month, static_cast<unsigned>(date.day()));
        case Dimension::week: return week_name(day);
        case Dimension::month: return fmt::format("{:04}-{:02}", year, month);
        case Dimension::quarter: return fmt::format("{:04}-Q{}", year, quarter_of(date.month()));
        case Dimension::year: return fmt::format("{:04}", year);
        default: return {};
    }
}

}  // namespace dcc::report
