#pragma once

#include <span>

namespace dcc::stats {

// The mean of a sample, which must not be empty. Of equal values it is exactly that value, so that
// none of them seems to deviate.
inline double mean(std::span<double const> sample) {
    auto const first = sample.front();
    double sum = 0;
    for (auto const value : sample) sum += value - first;
    return first + sum / static_cast<double>(sample.size());
}

}  // namespace dcc::stats
