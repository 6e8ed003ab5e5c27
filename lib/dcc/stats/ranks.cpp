#include <dcc/stats/bisection.hpp>
#include <dcc/stats/ranks.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dcc::stats {
namespace {

bool any_nan(std::span<double const> sample) {
    return std::ranges::any_of(sample, [](double value) { return std::isnan(value); });
}

std::optional<Interval> fisher(double rho, std::size_t n) {
    if (n < 4 || std::abs(rho) >= 1) return std::nullopt;
    auto const half = z95 / std::sqrt(static_cast<double>(n - 3));
    return Interval{std::tanh(std::atanh(rho) - half), std::tanh(std::atanh(rho) + half)};
}

Interval newcombe_5(double found, double m, double n) {
    auto const z_errors = [m, n](double theta) {
        auto const size = (m + n) / 2 - 1;
        auto const spread = 1 + size * ((1 - theta) / (2 - theta) + theta / (1 + theta));
        return z95 * std::sqrt(theta * (1 - theta) * spread / (m * n));
    };
    auto const too_low = [&](double theta) { return found - theta > z_errors(theta); };
    auto const not_too_high = [&](double theta) { return theta - found <= z_errors(theta); };
    return {bisect(0.0, found, too_low), bisect(found, 1.0, not_too_high)};
}

}  // namespace

std::vector<double> mean_ranks(std::span<double const> sample) {
    std::vector<std::size_t> order(sample.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [sample](std::size_t i) { return sample[i]; });
    std::vector<double> ranks(sample.size());
    for (std::size_t first = 0; first < order.size();) {
        auto last = first;
        while (last + 1 < order.size() && sample[order[last + 1]] == sample[order[first]]) ++last;
        auto const rank = static_cast<double>(first + last) / 2 + 1;
        for (; first <= last; ++first) ranks[order[first]] = rank;
    }
    return ranks;
}

std::optional<Correlation> spearman(std::span<Pair const> pairs) {
    std::vector<double> x;
    std::vector<double> y;
    for (auto const &pair : pairs) {
        x.push_back(pair.x);
        y.push_back(pair.y);
    }
    if (pairs.size() < 2 || any_nan(x) || any_nan(y)) return std::nullopt;
    auto const ranks_x = mean_ranks(x);
    auto const ranks_y = mean_ranks(y);
    auto const centre = static_cast<double>(pairs.size() + 1) / 2;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto const dx = ranks_x[i] - centre;
        auto const dy = ranks_y[i] - centre;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    if (xx == 0 || yy == 0) return std::nullopt;
    auto const rho = std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
    return Correlation{pairs.size(), rho, fisher(rho, pairs.size())};
}

std::optional<Superiority> superiority(std::span<double const> a, std::span<double const> b) {
    if (a.empty() || b.empty() || any_nan(a) || any_nan(b)) return std::nullopt;
    std::vector<double> both(a.begin(), a.end());
    both.insert(both.end(), b.begin(), b.end());
    auto const ranks = mean_ranks(both);
    auto const m = static_cast<double>(a.size());
    auto const n = static_cast<double>(b.size());
    auto const sum =
        std::accumulate(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(a.size()), 0.0);
    auto const probability = (sum - m * (m + 1) / 2) / (m * n);
    return Superiority{a.size(), b.size(), probability, newcombe_5(probability, m, n)};
}

}  // namespace dcc::stats
