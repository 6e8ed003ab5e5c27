#include <dcc/stats/apportion.hpp>

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dcc::stats {

std::vector<std::int64_t> apportion(std::span<std::int64_t const> sizes, std::int64_t total) {
    std::vector<std::int64_t> shares(sizes.begin(), sizes.end());
    auto const sum = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    if (total >= sum) return shares;
    std::vector<std::int64_t> remainders;
    auto left = total;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        shares[i] = sizes[i] * total / sum;
        remainders.push_back(sizes[i] * total % sum);
        left -= shares[i];
    }
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (auto const i : order)
        if (left > 0) {
            ++shares[i];
            --left;
        }
    return shares;
}

}  // namespace dcc::stats
