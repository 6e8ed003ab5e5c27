#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace dcc::stats {

// Centre and spread of a sample of whole numbers, always with its size.
struct Summary {
    std::size_t n = 0;
    std::optional<std::int64_t> median;
    std::optional<std::int64_t> p90;
    std::optional<std::int64_t> mean;  // rounded half away from zero
};

// The smallest value of the sample that at least the share p of it does not exceed: nearest rank,
// type 1 of Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician
// 50 (1996); what SQL calls percentile_disc. 0 < p <= 1; the sample must not be empty and is
// reordered. Linear time.
std::int64_t quantile(std::span<std::int64_t> sample, double p);

// The sample is reordered. All but n is empty for an empty sample.
Summary summarise(std::span<std::int64_t> sample);

}  // namespace dcc::stats
