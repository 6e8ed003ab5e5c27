#include <dcc/stats/poisson.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace dcc::stats {
namespace {

// The probability of k successes in n trials of probability p.
double binomial(double k, double n, double p) {
    auto const choices = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    return std::exp(choices + k * std::log(p) + (n - k) * std::log1p(-p));
}

// Of the terms too small to change a sum of doubles nothing is lost.
constexpr double negligible = 1e-18;

}  // namespace

double excess_probability(Counts counts, Spans spans) {
    auto const n = static_cast<double>(counts.in_window + counts.in_baseline);
    auto const x = static_cast<double>(counts.in_window);
    if (x <= 0) return 1;
    auto const p = spans.window / (spans.window + spans.baseline);
    auto const odds = p / (1 - p);
    double sum = 0;
    // The smaller tail is summed, whose terms fall from its first on.
    if (x > n * p) {
        auto term = binomial(x, n, p);
        for (auto k = x; k <= n && term > sum * negligible; ++k) {
            sum += term;
            term *= (n - k) / (k + 1) * odds;
        }
        return std::min(sum, 1.0);
    }
    auto term = binomial(x - 1, n, p);
    for (auto k = x - 1; k >= 0 && term > sum * negligible; --k) {
        sum += term;
        term *= k / (n - k + 1) / odds;
    }
    return std::max(1 - sum, 0.0);
}

std::vector<double> benjamini_hochberg(std::span<double const> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](auto a, auto b) { return p[a] > p[b]; });
    std::vector<double> adjusted(p.size());
    double least = 1;
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto const rank = static_cast<double>(p.size() - i);
        least = std::min(least, p[order[i]] * static_cast<double>(p.size()) / rank);
        adjusted[order[i]] = least;
    }
    return adjusted;
}

}  // namespace dcc::stats
