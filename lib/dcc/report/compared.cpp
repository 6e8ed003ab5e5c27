#include <dcc/report/compared.hpp>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr double per_1000 = 1000;

std::string figure_text(FigureUnit unit, double value) {
    switch (unit) {
        case FigureUnit::share: return fmt::format("{:.1f} %", 100 * value);
        case FigureUnit::per_1000: return fmt::format("{:.2f}", value);
        case FigureUnit::points: return fmt::format("{:.1f}", value);
    }
    return {};
}

std::string figure_text(FigureUnit unit, Change const &change) {
    double const scale = unit == FigureUnit::share ? 100 : 1;
    int const digits = unit == FigureUnit::per_1000 ? 2 : 1;
    return fmt::format("{:+.{}f} [{:.{}f}, {:.{}f}]", scale * change.difference, digits,
                       scale * change.interval.low, digits, scale * change.interval.high, digits);
}

}  // namespace

Estimate share_of(stats::Proportion proportion) {
    return {proportion.n, proportion.share(), stats::wilson(proportion)};
}

Estimate rate_of(stats::Proportion proportion) {
    auto rate = share_of(proportion);
    if (rate.value) rate.value = per_1000 * *rate.value;
    if (rate.interval)
        rate.interval = {per_1000 * rate.interval->low, per_1000 * rate.interval->high};
    return rate;
}

Estimate score_of(stats::Recommendations const &answers) {
    auto const score = stats::net_promoter_score(answers);
    if (!score) return {answers.n, {}, {}};
    return {answers.n, score->score, score->interval};
}

std::optional<Change> change_of(Estimate const &now, Estimate const &before) {
    if (!now.interval || !before.interval) return std::nullopt;
    return Change{*now.value - *before.value,
                  stats::difference(*now.value, *now.interval, *before.value, *before.interval)};
}

std::string_view behind_group(std::string_view key) {
    return key.substr(key.rfind(key_separator) + 1);
}

Table compared_table(Columns<ComparedFigure> columns, std::vector<ComparedFigure> const &rows) {
    using Row = ComparedFigure;
    auto const value = [](Estimate Row::*when) {
        return [when](Row const &row) {
            auto const &found = (row.*when).value;
            if (!found) return Cell{};
            return row.unit == FigureUnit::share ? Cell{Share{*found}} : Cell{*found};
        };
    };
    auto const text = [](Estimate Row::*when) {
        return [when](Row const &row) {
            auto const &found = (row.*when).value;
            return found ? Cell{figure_text(row.unit, *found)} : Cell{};
        };
    };
    auto const n = [](Estimate Row::*when) { return part_of(when, &Estimate::n); };
    auto const change = [](auto get) {
        return [get](Row const &row) {
            auto const found = change_of(row.now, row.before);
            return found ? Cell{get(row, *found)} : Cell{};
        };
    };
    auto const verdict =
        change([](Row const &, Change const &of) { return std::string{of.verdict()}; });
    columns.append({
        {"figure", "", &Row::name},
        {"", "Figure", &Row::title, true},
        {"n", "n", n(&Row::now)},
        {"value", "", value(&Row::now)},
        {"", "Now", text(&Row::now)},
        {"earlier_n", "n", n(&Row::before)},
        {"earlier_value", "", value(&Row::before)},
        {"", "Before", text(&Row::before)},
        {"difference", "", change([](Row const &, Change const &of) { return of.difference; })},
        {"difference_low", "",
         change([](Row const &, Change const &of) { return of.interval.low; })},
        {"difference_high", "",
         change([](Row const &, Change const &of) { return of.interval.high; })},
        {"", "Change, 95 %",
         change([](Row const &row, Change const &of) { return figure_text(row.unit, of); }), true},
        {"verdict", "", verdict},
        {"", "Verdict", verdict, true},
    });
    return columns.table_of(rows, "Nothing was counted in either period.");
}

void add_comparison(Sheet &sheet, Scope const &earlier, Policy const &policy, Table compared) {
    sheet.parts.push_back({"compared", against(earlier, policy), std::move(compared)});
    sheet.head.notes.emplace_back(
        "Change: of shares in percentage points; its interval is that of Newcombe (95 %).");
    sheet.head.notes.emplace_back("Both periods are as known at the same instant.");
}

}  // namespace dcc::report
