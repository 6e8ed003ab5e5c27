#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dcc::stats {

std::int64_t quantile(std::span<std::int64_t> sample, double p) {
    // 0.55 * 100 is 55.00000000000001: do not round up an excess that is only a rounding error.
    constexpr auto slack = 1 - 4 * std::numeric_limits<double>::epsilon();
    auto const exact = p * static_cast<double>(sample.size());
    auto const rank = static_cast<std::size_t>(std::ceil(exact * slack));
    auto const index = std::clamp<std::size_t>(rank, 1, sample.size()) - 1;
    std::ranges::nth_element(sample, sample.begin() + static_cast<std::ptrdiff_t>(index));
    return sample[index];
}

Summary summarise(std::span<std::int64_t> sample) {
    Summary summary{sample.size(), {}, {}, {}};
    if (sample.empty()) return summary;
    summary.median = quantile(sample, 0.5);
    summary.p90 = quantile(sample, 0.9);
    long double sum = 0;
    for (auto const value : sample) sum += static_cast<long double>(value);
    summary.mean = std::llroundl(sum / static_cast<long double>(sample.size()));
    return summary;
}

}  // namespace dcc::stats
