#pragma once

#include <dcc/base/columns.hpp>
#include <dcc/stats/proportion.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dcc::report {

// Rates and shares, each with the interval that bears it.

// "8.1–41.6 %", "0.8–5.0"; for people. Unknown without an interval.
Cell percent_range(std::optional<stats::Interval> const &interval);
Cell thousand_range(std::optional<stats::Interval> const &interval);

// How long before something and after it a report looks, to tell what it changed: as long as there
// is time since, but no longer than this; and not at all while it is younger.
inline constexpr Seconds longest_window = std::chrono::days{90};
inline constexpr Seconds shortest_window = std::chrono::days{7};

// Columns NAME_share, NAME_low and NAME_high, and for people the share under `title` and its
// interval beside it. An empty title: only programs see them.
template <class Row, class Get>
Columns<Row> share_columns(std::string const &name, std::string const &title, Get get) {
    auto const interval = [get](Row const &row) { return stats::wilson(std::invoke(get, row)); };
    Columns<Row> columns{
        {name + "_share", title,
         [get](Row const &row) {
             auto const share = std::invoke(get, row).share();
             return share ? Cell{Share{*share}} : Cell{};
         }},
        {name + "_low", "",
         [interval](Row const &row) {
             auto const found = interval(row);
             return found ? Cell{Share{found->low}} : Cell{};
         }},
        {name + "_high", "",
         [interval](Row const &row) {
             auto const found = interval(row);
             return found ? Cell{Share{found->high}} : Cell{};
         }},
    };
    if (!title.empty())
        columns.append(
            {{"", "95 %", [interval](Row const &row) { return percent_range(interval(row)); }}});
    return columns;
}

// The same for a rate per 1,000: columns NAME, NAME_low, NAME_high.
template <class Row, class Get>
Columns<Row> rate_columns(std::string const &name, std::string const &title, Get get) {
    auto const bound = [get](double stats::Interval::*which) {
        return [get, which](Row const &row) {
            auto const found = stats::wilson(std::invoke(get, row));
            return found ? Cell{1000 * ((*found).*which)} : Cell{};
        };
    };
    Columns<Row> columns{
        {name, title,
         [get](Row const &row) {
             auto const share = std::invoke(get, row).share();
             return share ? Cell{1000 * *share} : Cell{};
         }},
        {name + "_low", "", bound(&stats::Interval::low)},
        {name + "_high", "", bound(&stats::Interval::high)},
    };
    if (!title.empty())
        columns.append({{"", "95 %", [get](Row const &row) {
                             return thousand_range(stats::wilson(std::invoke(get, row)));
                         }}});
    return columns;
}

// For people: "120.50 CNY". Unknown without an amount.
Cell money_cell(std::optional<std::int64_t> minor, std::string const &currency);

}  // namespace dcc::report
