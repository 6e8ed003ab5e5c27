#pragma once

#include <optional>
#include <span>

namespace dcc::stats {

// How evenly something is shared out, say cases among the people of a team. Whoever should have
// more than others, because of more hours, enters with the amount by hour. Both describe all shares
// and not a sample of them, so they have no interval. Nothing when there is no share, when all are
// 0, or when one is negative or not finite.

// Jain's index: (sum of x)^2 / (n sum of x^2). 1 when all have the same; k/n when k of n have the
// same and the others nothing. R. K. Jain, D.-M. W. Chiu and W. R. Hawe, "A Quantitative Measure of
// Fairness and Discrimination for Resource Allocation in Shared Computer Systems", DEC Research
// Report TR-301 (1984).
std::optional<double> jain_index(std::span<double const> shares);

// Gini's coefficient: the mean difference of two shares, taken with repetition, by twice their
// mean. 0 when all have the same; (n - 1)/n when one has all. C. Gini, "Variabilità e mutabilità"
// (1912).
std::optional<double> gini_coefficient(std::span<double const> shares);

}  // namespace dcc::stats
