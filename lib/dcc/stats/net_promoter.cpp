#include <dcc/stats/net_promoter.hpp>

#include <algorithm>
#include <cmath>

namespace dcc::stats {
namespace {

constexpr double points = 100;

struct Estimate {
    double score;
    double standard_error;
};

Estimate estimate(double promoters, double detractors, double n) {
    auto const p = promoters / n;
    auto const d = detractors / n;
    // When all say the same, rounding must not leave less than no variance.
    auto const variance = std::max(p + d - (p - d) * (p - d), 0.0);
    return {points * (p - d), points * std::sqrt(variance / n)};
}

}  // namespace

std::optional<NetPromoterScore> net_promoter_score(Recommendations answers) {
    auto const [promoters, detractors, n] = answers;
    if (n < 2 || promoters < 0 || detractors < 0 || promoters > n - detractors) return std::nullopt;
    auto const p = static_cast<double>(promoters);
    auto const d = static_cast<double>(detractors);
    auto const size = static_cast<double>(n);
    auto const plain = estimate(p, d, size);
    auto const adjusted = estimate(p + 0.75, d + 0.75, size + 3);
    auto const half = z95 * adjusted.standard_error;
    return NetPromoterScore{plain.score, plain.standard_error,
                            Interval{std::max(adjusted.score - half, -points),
                                     std::min(adjusted.score + half, points)}};
}

}  // namespace dcc::stats
