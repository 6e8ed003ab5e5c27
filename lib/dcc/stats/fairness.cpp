#include <dcc/stats/fairness.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace dcc::stats {
namespace {

// The shares by the greatest of them, from small to great. Empty when they are none, or not valid.
std::vector<double> scaled(std::span<double const> shares) {
    auto const valid = [](double share) { return share >= 0 && std::isfinite(share); };
    if (shares.empty() || !std::ranges::all_of(shares, valid)) return {};
    std::vector<double> sorted(shares.begin(), shares.end());
    std::ranges::sort(sorted);
    auto const greatest = sorted.back();
    if (greatest == 0) return {};
    for (auto &share : sorted) share /= greatest;
    return sorted;
}

}  // namespace

std::optional<double> jain_index(std::span<double const> shares) {
    auto const sorted = scaled(shares);
    if (sorted.empty()) return std::nullopt;
    double sum = 0;
    double squares = 0;
    for (auto const share : sorted) {
        sum += share;
        squares += share * share;
    }
    return sum * sum / (static_cast<double>(sorted.size()) * squares);
}

std::optional<double> gini_coefficient(std::span<double const> shares) {
    auto const sorted = scaled(shares);
    if (sorted.empty()) return std::nullopt;
    auto const n = static_cast<double>(sorted.size());
    double sum = 0;
    double weighted = 0;
    // In order, the i-th of n is the greater one of i - 1 differences, and the smaller one of n -
    // i.
    auto weight = 1 - n;
    for (auto const share : sorted) {
        sum += share;
        weighted += weight * share;
        weight += 2;
    }
    return weighted / (n * sum);
}

}  // namespace dcc::stats
