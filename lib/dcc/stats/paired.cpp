#include <dcc/stats/paired.hpp>
#include <dcc/stats/tails.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace dcc::stats {
namespace {

// How many cases each reviewer put into one category.
struct Margins {
    double first = 0;
    double second = 0;
};

double squared(double x) {
    return x * x;
}

}  // namespace

std::optional<Agreement> kappa(std::span<Judgements const> cases) {
    Agreement result;
    std::map<std::pair<std::int64_t, std::int64_t>, double> cells;
    std::map<std::int64_t, Margins> margins;
    for (auto const &[first, second] : cases) {
        ++result.agreed.n;
        result.agreed.count += first == second;
        ++cells[{first, second}];
        ++margins[first].first;
        ++margins[second].second;
    }
    if (margins.size() < 2) return std::nullopt;
    auto const n = static_cast<double>(cases.size());
    for (auto const &[category, count] : margins) result.expected += count.first * count.second;
    result.expected /= n * n;
    result.kappa = (*result.agreed.share() - result.expected) / (1 - result.expected);

    auto const missing = 1 - result.kappa;
    auto variance = -squared(result.kappa - result.expected * missing);
    for (auto const &[cell, count] : cells) {
        auto const &[first, second] = cell;
        auto const &in_first = margins[first];
        auto const &in_second = margins[second];
        auto const weight = first == second ? 1 - missing * (in_first.first + in_first.second) / n
                                            : missing * (in_first.second + in_second.first) / n;
        variance += count / n * squared(weight);
    }
    // Rounding leaves a little of no variance.
    constexpr double none = 1e-12;
    if (variance > none) {
        auto const half = z95 * std::sqrt(variance / n) / (1 - result.expected);
        result.interval =
            Interval{std::max(result.kappa - half, -1.0), std::min(result.kappa + half, 1.0)};
    }
    return result;
}

std::optional<double> mcnemar(Disagreements disagreements) {
    auto const [a, b] = disagreements;
    if (a < 0 || b < 0 || a + b == 0) return std::nullopt;
    return std::min(2 * binomial_at_least(std::max(a, b), a + b, 0.5), 1.0);
}

}  // namespace dcc::stats
