#include <dcc/stats/bisection.hpp>
#include <dcc/stats/interval.hpp>
#include <dcc/stats/median.hpp>
#include <dcc/stats/tails.hpp>

#include <algorithm>
#include <cstddef>

namespace dcc::stats {

std::optional<MedianInterval> median_interval(std::span<std::int64_t> sample) {
    auto const n = static_cast<std::int64_t>(sample.size());
    // That fewer than `rank` values lie below the median. As probable: that so few lie above it.
    auto const missed = [n](std::int64_t rank) { return binomial_at_least(n + 1 - rank, n, 0.5); };
    auto const rank =
        bisect(std::int64_t{0}, n / 2 + 1, [&](std::int64_t d) { return missed(d) <= tail95; });
    if (rank == 0) return std::nullopt;
    auto const value = [&](std::int64_t of_rank) {
        auto const place = sample.begin() + static_cast<std::ptrdiff_t>(of_rank - 1);
        std::ranges::nth_element(sample, place);
        return *place;
    };
    return MedianInterval{value(rank), value(n + 1 - rank), 1 - 2 * missed(rank)};
}

}  // namespace dcc::stats
