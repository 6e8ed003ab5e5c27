#include <dcc/stats/tails.hpp>

#include <algorithm>
#include <cmath>

namespace dcc::stats {
namespace {

// The probability of k successes in n trials of probability p.
double binomial(double k, double n, double p) {
    auto const choices = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    return std::exp(choices + k * std::log(p) + (n - k) * std::log1p(-p));
}

// The probability of k events where `mean` are expected.
double poisson(double k, double mean) {
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1));
}

// The sum of the terms from k on, upwards or downwards, where `term` is the first one and the next
// one is `ratio(k)` times that of k, less than it.
template <class Ratio>
double sum_from(std::int64_t k, std::int64_t step, double term, Ratio ratio) {
    constexpr double negligible = 1e-18;  // too small to change a sum of doubles
    double sum = 0;
    while (term > sum * negligible) {
        sum += term;
        term *= ratio(static_cast<double>(k));
        k += step;
    }
    return std::min(sum, 1.0);
}

}  // namespace

double binomial_at_least(std::int64_t count, std::int64_t trials, double p) {
    if (count <= 0) return 1;
    auto const x = static_cast<double>(count);
    auto const n = static_cast<double>(trials);
    auto const odds = p / (1 - p);
    if (x > n * p)
        return sum_from(count, 1, binomial(x, n, p),
                        [&](double k) { return (n - k) / (k + 1) * odds; });
    return 1 - sum_from(count - 1, -1, binomial(x - 1, n, p),
                        [&](double k) { return k / (n - k + 1) / odds; });
}

double poisson_at_most(std::int64_t count, double mean) {
    if (count < 0) return 0;
    auto const x = static_cast<double>(count);
    if (x < mean) return sum_from(count, -1, poisson(x, mean), [&](double k) { return k / mean; });
    return 1 -
           sum_from(count + 1, 1, poisson(x + 1, mean), [&](double k) { return mean / (k + 1); });
}

}  // namespace dcc::stats
