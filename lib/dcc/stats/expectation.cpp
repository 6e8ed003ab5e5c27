#include <dcc/stats/bisection.hpp>
#include <dcc/stats/expectation.hpp>
#include <dcc/stats/tails.hpp>

#include <algorithm>
#include <cmath>

namespace dcc::stats {
namespace {

constexpr double least_expectation = 5;
constexpr std::int64_t least_of_byar = 10;

Interval exact(std::int64_t count) {
    // Above all means that are asked for: the upper limit of 9 is 17.1.
    constexpr double beyond = 32;
    auto const low = [count](double mean) { return poisson_at_most(count - 1, mean) > 1 - tail95; };
    auto const not_high = [count](double mean) { return poisson_at_most(count, mean) > tail95; };
    return {count == 0 ? 0 : bisect(0.0, beyond, low), bisect(0.0, beyond, not_high)};
}

double byar(double count, double z) {
    return count * std::pow(1 - 1 / (9 * count) + z / (3 * std::sqrt(count)), 3);
}

// The ratio that counts stay below with probability p.
double funnel(double expected, double p) {
    // Beyond all quantiles that are asked for.
    auto const beyond = static_cast<std::int64_t>(expected + 10 * std::sqrt(expected) + 10);
    auto const below = bisect(std::int64_t{-1}, beyond, [&](std::int64_t count) {
        return poisson_at_most(count, expected) < p;
    });
    auto const so_far = poisson_at_most(below, expected);
    auto const part = (p - so_far) / (poisson_at_most(below + 1, expected) - so_far);
    return std::max(static_cast<double>(below) + part, 0.0) / expected;
}

}  // namespace

std::optional<double> Standardised::ratio() const {
    if (!(expected >= least_expectation)) return std::nullopt;
    return static_cast<double>(observed) / expected;
}

std::optional<Standardised> standardise(std::span<Stratum const> strata) {
    Standardised figures;
    for (auto const &[group, reference] : strata) {
        if (group.count < 0 || group.n < 0 || reference.count < 0) return std::nullopt;
        if (group.n == 0 && group.count == 0) continue;
        auto const share = reference.share();
        if (!share) return std::nullopt;
        figures.observed += group.count;
        figures.expected += static_cast<double>(group.n) * *share;
    }
    return figures;
}

std::optional<Interval> count_interval(std::int64_t count) {
    if (count < 0) return std::nullopt;
    if (count < least_of_byar) return exact(count);
    auto const observed = static_cast<double>(count);
    return Interval{byar(observed, -z95), byar(observed + 1, z95)};
}

std::optional<Interval> ratio_interval(Standardised const &figures) {
    auto const counted = count_interval(figures.observed);
    if (!counted || !figures.ratio()) return std::nullopt;
    return Interval{counted->low / figures.expected, counted->high / figures.expected};
}

std::optional<FunnelLimits> funnel_limits(double expected) {
    if (!(expected >= least_expectation && expected <= 1e9)) return std::nullopt;
    constexpr double tail998 = 0.001;
    return FunnelLimits{{funnel(expected, tail95), funnel(expected, 1 - tail95)},
                        {funnel(expected, tail998), funnel(expected, 1 - tail998)}};
}

}  // namespace dcc::stats
