#include <dcc/stats/poisson.hpp>
#include <dcc/stats/tails.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dcc::stats {

double excess_probability(Counts counts, Spans spans) {
    return binomial_at_least(counts.in_window, counts.in_window + counts.in_baseline,
                             spans.window / (spans.window + spans.baseline));
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
