#include <dcc/stats/bisection.hpp>
#include <dcc/stats/change_point.hpp>
#include <dcc/stats/interval.hpp>
#include <dcc/stats/mean.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dcc::stats {
namespace {

constexpr std::size_t shortest_part = 5;

double normal_density(double x) {
    return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

// exp(x^2) erfc(x) for x >= 0, where the factors are too large and too small for a double too.
double scaled_erfc(double x) {
    if (x < 20) return std::exp(x * x) * std::erfc(x);
    auto const x2 = 1 / (2 * x * x);  // the asymptotic series, whose next term is below 1e-12
    return std::numbers::inv_sqrtpi / x * (1 - x2 * (1 - 3 * x2 * (1 - 5 * x2)));
}

// The probability that the estimate lies more than `distance` within one part, in the scale of
// Bai's distribution, in which that part has the variance 1 and the other one `other`. At 0 it is
// 1 / (1 + other).
double beyond(double distance, double other) {
    auto const root = std::sqrt(distance);
    auto const fading = std::exp(-distance / 8);
    auto const sum = other + 1;
    auto const scaled = other == 0
                            ? 0
                            : other * (other + 2) / sum / 2 *
                                  scaled_erfc((0.5 + 1 / other) * root / std::numbers::sqrt2);
    auto const normal = std::erfc(root / 2 / std::numbers::sqrt2) / 2;
    return -root * std::numbers::inv_sqrtpi / std::numbers::sqrt2 * fading - scaled * fading +
           (distance / 2 - 2 + (other + 2) * (other + 2) / sum) * normal;
}

// How many values into a part the interval reaches, at most n.
std::size_t reach(double variance, double other, double step, std::size_t n) {
    auto const ratio = other / variance;
    // Also false where the part does not vary at all.
    if (!(beyond(0, ratio) > tail95)) return 0;
    // Beyond the limit of every ratio: it falls as the ratio grows, from 11.94 at 0.
    constexpr double far = 32;
    auto const limit = bisect(0.0, far, [ratio](double x) { return beyond(x, ratio) > tail95; });
    auto const values = std::ceil(limit * variance / (step * step));
    return values < static_cast<double>(n) ? static_cast<std::size_t>(values) : n;
}

double sum_of_squares(std::span<double const> sample, double about) {
    double sum = 0;
    for (auto const value : sample) sum += (value - about) * (value - about);
    return sum;
}

// The approximation of Miller and Siegmund, where the first part is at least the share `least` of
// the series and at most 1 - least.
double probability(double likelihood_ratio, double least) {
    if (!(likelihood_ratio > 1)) return 1;
    if (std::isinf(likelihood_ratio)) return 0;
    auto const b = std::sqrt(likelihood_ratio);
    auto const span = 2 * std::log((1 - least) / least);
    return std::min(normal_density(b) * ((b - 1 / b) * span + 4 / b), 1.0);
}

// The place that takes most off the sum of squares.
std::size_t most_different(std::span<double const> series, double centre) {
    auto const n = series.size();
    std::size_t best = shortest_part;
    double most = -1;
    double sum = 0;
    for (std::size_t k = 1; k <= n - shortest_part; ++k) {
        sum += series[k - 1] - centre;
        if (k < shortest_part) continue;
        auto const taken = sum * sum / static_cast<double>(k) / static_cast<double>(n - k);
        if (taken > most) {
            most = taken;
            best = k;
        }
    }
    return best;
}

}  // namespace

std::optional<ChangePoint> change_point(std::span<double const> series) {
    auto const n = series.size();
    if (n < 2 * shortest_part) return std::nullopt;
    auto const centre = mean(series);
    auto const total = sum_of_squares(series, centre);
    if (!(total > 0) || !std::isfinite(total)) return std::nullopt;

    ChangePoint change;
    change.n = n;
    change.after = most_different(series, centre);
    auto const before = series.first(change.after);
    auto const since = series.subspan(change.after);
    change.mean_before = mean(before);
    change.mean_since = mean(since);
    auto const squares_before = sum_of_squares(before, change.mean_before);
    auto const squares_since = sum_of_squares(since, change.mean_since);

    auto const size = static_cast<double>(n);
    change.p = probability(size * std::log(total / (squares_before + squares_since)),
                           static_cast<double>(shortest_part) / size);
    auto const variance_before = squares_before / static_cast<double>(before.size());
    auto const variance_since = squares_since / static_cast<double>(since.size());
    auto const step = change.mean_since - change.mean_before;
    // An estimate that came too late, within the second part, means an earlier change.
    auto const late = reach(variance_since, variance_before, step, n);
    auto const early = reach(variance_before, variance_since, step, n);
    change.earliest = change.after - std::min(late, change.after - 1);
    change.latest = change.after + std::min(early, since.size() - 1);
    return change;
}

}  // namespace dcc::stats
