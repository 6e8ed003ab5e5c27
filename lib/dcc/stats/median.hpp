#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::stats {

// Two values of a sample between which the median of its population lies, and how probably.
struct MedianInterval {
    std::int64_t low = 0;
    std::int64_t high = 0;
    double coverage = 0;  // 0.95 or a little more
};

// The interval of a median, whatever the distribution: the values of rank d and n + 1 - d, for the
// greatest d with which they cover at least 95 %. They miss the median only if fewer than d of n
// values lie on one side of it, each with probability 1/2. H. A. David and H. N. Nagaraja, "Order
// Statistics" (2003), section 7.1. It contains the median of the sample. The sample is reordered.
// Linear time. Nothing below six values: even the smallest and the greatest cover less.
std::optional<MedianInterval> median_interval(std::span<std::int64_t> sample);

}  // namespace dcc::stats
