#pragma once

#include <cstdint>

namespace dcc::stats {

// Tails of distributions, to nine digits for counts up to a million. The terms of the smaller tail
// are summed until they no longer change a double: some ten standard deviations of them.

// The probability of at least so many successes in so many trials of probability p. 0 < p < 1.
double binomial_at_least(std::int64_t count, std::int64_t trials, double p);

// The probability of at most so many events where `mean` are expected. 0 < mean.
double poisson_at_most(std::int64_t count, double mean);

}  // namespace dcc::stats
