#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dcc::stats {

// How many of `total` items each stratum of a proportional sample gets, by the method of the
// largest remainders: its share rounded down, and the items that are left go to the greatest
// fractions, of equal ones to the first. M. L. Balinski and H. P. Young, "Fair Representation"
// (1982), Hamilton's method. No stratum gets more than it has; with total above the sum, each gets
// all. Sizes and total are not negative.
std::vector<std::int64_t> apportion(std::span<std::int64_t const> sizes, std::int64_t total);

}  // namespace dcc::stats
