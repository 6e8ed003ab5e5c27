#pragma once

namespace dcc::stats {

// Two ends, both included. Where nothing else is said, it covers the true value with 95 %.
struct Interval {
    double low = 0;
    double high = 0;
};

// Of all intervals: the probability beyond each end, and its quantile of the normal distribution.
inline constexpr double tail95 = 0.025;
inline constexpr double z95 = 1.959963984540054;

}  // namespace dcc::stats
