#include <dcc/base/columns.hpp>
#include <dcc/report/learning.hpp>
#include <dcc/rules/suggest.hpp>

#include <cmath>

#include <fmt/format.h>

namespace dcc::report {
namespace {

using learn::Figures;

std::optional<Share> known_share(stats::Proportion const &part) {
    if (auto const share = part.share()) return Share{*share};
    return std::nullopt;
}

double rounded(double value) {
    return std::round(value * 1000) / 1000;
}

// The bounds of the interval of a proportion.
template <class Bound>
auto bound(Bound which) {
    return [which](Figures const &figures) -> std::optional<Share> {
        auto const interval = stats::wilson(figures.accuracy());
        if (!interval) return std::nullopt;
        return Share{std::invoke(which, *interval)};
    };
}

// The probability from which on the model is right often enough.
std::optional<double> limit_of(Figures const &figures) {
    if (figures.limit > 1) return std::nullopt;
    return rounded(figures.limit);
}

Columns<Figures> figure_columns() {
    return {
        {"accuracy", "Accuracy", [](Figures const &one) { return known_share(one.accuracy()); }},
        {"accuracy_low", "From", bound(&stats::Interval::low)},
        {"accuracy_high", "To", bound(&stats::Interval::high)},
        {"macro_f1", "Macro-F1",
         [](Figures const &one) { return rounded(stats::macro_f1(one.classes)); }},
        {"log_loss", "Log loss", [](Figures const &one) { return rounded(one.log_loss); }},
        {"log_loss_before", "", [](Figures const &one) { return rounded(one.log_loss_before); }},
        {"decided", "Decided", [](Figures const &one) { return known_share(one.decided); }},
        {"decided_well", "Of these right",
         [](Figures const &one) { return known_share(one.decided_well); }},
        {"limit", "Limit", limit_of},
    };
}

struct LearnedCategory {
    std::string category;
    stats::ClassCounts counts;
};

Table categories(learn::Model const &model) {
    std::vector<LearnedCategory> rows;
    for (std::size_t i = 0; i < model.categories.size(); ++i)
        rows.push_back({model.categories[i], model.figures.classes[i]});
    Columns<LearnedCategory> const columns{
        {"category", "Category", &LearnedCategory::category},
        {"cases", "Cases", [](LearnedCategory const &row) { return row.counts.truth; }},
        {"precision", "Precision",
         [](LearnedCategory const &row) { return known_share(row.counts.precision()); }},
        {"recall", "Recall",
         [](LearnedCategory const &row) { return known_share(row.counts.recall()); }},
        {"f1", "F1", [](LearnedCategory const &row) { return rounded(row.counts.f1()); }},
    };
    return columns.table_of(rows);
}

}  // namespace

Sheet model(learn::Model const &model) {
    using learn::Model;
    Columns<Model> columns{
        {"model", "Model", [](Model const &one) { return short_hex(one.fingerprint); }},
        {"learned_at", "Learned at", &Model::learned_at},
        {"cases", "Cases", [](Model const &one) { return one.figures.accuracy().n; }},
    };
    auto head = columns.row(model);
    auto const figures = figure_columns().row(model.figures);
    for (auto column : figures.columns) {
        if (column.name == "accuracy_low") column.title = "Accuracy from";
        if (column.name == "accuracy_high") column.title = "Accuracy to";
        if (column.name == "limit") column.title = "Limit for that";
        head.columns.push_back(std::move(column));
    }
    for (auto const &cell : figures.rows.front()) head.rows.front().push_back(cell);
    head.notes.emplace_back(
        "Of cases that it had not seen; accuracy with its score interval (Wilson).");
    head.notes.emplace_back(say("At the limit, {} % of what it decides should be right.",
                                fmt::format("{:.0f}", learn::wanted_precision * 100)));
    return {std::move(head), {{"categories", "Categories", categories(model)}}};
}

Table evaluation(std::span<Figures const> rounds) {
    auto table = figure_columns().table_of(rounds);
    Figures sum;
    double f1 = 0;
    double accuracy = 0;
    auto const n = static_cast<double>(rounds.size());
    for (auto const &one : rounds) {
        accuracy += one.accuracy().share().value_or(0) / n;
        f1 += stats::macro_f1(one.classes) / n;
        sum.decided.count += one.decided.count;
        sum.decided.n += one.decided.n;
        sum.decided_well.count += one.decided_well.count;
        sum.decided_well.n += one.decided_well.n;
    }
    table.notes.emplace_back(
        say("The mean of all rounds, over {} cases: accuracy {} %, macro-F1 {};",
            rounds.front().accuracy().n, fmt::format("{:.1f}", accuracy * 100),
            fmt::format("{:.3f}", f1)));
    table.notes.emplace_back(
        say("{} % decided, of these {} % right.",
            fmt::format("{:.1f}", sum.decided.share().value_or(0) * 100),
            fmt::format("{:.1f}", sum.decided_well.share().value_or(0) * 100)));
    return table;
}

Sheet suggestions(Suggestions const &suggestions, Policy const &policy) {
    std::vector<rules::Likely> likely;
    for (auto const &one : suggestions.found) likely.push_back({one.category, one.probability});
    auto const advice = rules::advise(policy, likely, suggestions.by_rule);
    std::string const verdict = !advice.category.empty()    ? "decide"
                                : !advice.suggested.empty() ? "suggest"
                                                            : "nothing";
    Columns<Suggestions> const head{
        {"id", suggestions.of.empty() ? "" : "Case", &Suggestions::of},
        {"model", "Model", &Suggestions::model},
        {"by_rule", "Category by rule", &Suggestions::by_rule},
        {"triage", "Triage would", [&](Suggestions const &) { return verdict; }},
    };
    Columns<Suggested> const columns{
        {"category", "Category", &Suggested::category},
        {"probability", "Probability",
         [](Suggested const &one) { return Share{rounded(one.probability)}; }},
        {"reasons", "Words for it", &Suggested::reasons},
    };
    return {head.fields(suggestions),
            {{"suggestions", "Categories", columns.table_of(suggestions.found)}}};
}

}  // namespace dcc::report
