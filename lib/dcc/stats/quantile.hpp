#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace dcc::stats {

// Centre and spread of a sample of integers, always with its size.
struct Summary {
    std::size_t n = 0;
    std::optional<std::int64_t> median;
    std::optional<std::int64_t> p90;
    std::optional<std::int64_t> mean;  // rounded half away from zero
};

// The smallest value v of the sample for which at least the share p of all values is <= v. This is
// the nearest rank: type 1 of Hyndman & Fan, "Sample Quantiles in Statistical Packages", The
// American Statistician 50 (1996), and percentile_disc of SQL. 0 < p <= 1. The sample must not be
// empty; it is reordered. Linear time.
std::int64_t quantile(std::span<std::int64_t> sample, double p);

// Median, 90th percentile and mean of the sample, which is reordered. An empty sample gives n = 0
// and no other value.
Summary summarise(std::span<std::int64_t> sample);

}  // namespace dcc::stats
