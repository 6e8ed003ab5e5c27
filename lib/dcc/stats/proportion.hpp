#pragma once

#include <dcc/stats/interval.hpp>

#include <cstdint>
#include <optional>

namespace dcc::stats {

// So many of so many. In a rate the two may be counts of different things, so that `count` can
// exceed `n`.
struct Proportion {
    std::int64_t count = 0;
    std::int64_t n = 0;

    // Nothing of nothing.
    std::optional<double> share() const {
        return n > 0 ? std::optional{static_cast<double>(count) / static_cast<double>(n)}
                     : std::nullopt;
    }
};

// The score interval of a proportion, without continuity correction: E. B. Wilson, "Probable
// Inference, the Law of Succession, and Statistical Inference", Journal of the American Statistical
// Association 22 (1927). Nothing unless 0 <= count <= n and n > 0.
std::optional<Interval> wilson(Proportion proportion);

// The interval of the difference a - b of two independent proportions, from their score intervals:
// method 10 of R. G. Newcombe, "Interval Estimation for the Difference between Independent
// Proportions", Statistics in Medicine 17 (1998). Nothing when either has no score interval.
std::optional<Interval> newcombe(Proportion a, Proportion b);

// The interval of the difference a - b of any two independent estimates from the intervals of each,
// of which Newcombe's is the one from score intervals: G. Y. Zou and A. Donner, "Construction of
// confidence limits about effect measures: A general approach", Statistics in Medicine 27 (2008).
Interval difference(double a, Interval of_a, double b, Interval of_b);

}  // namespace dcc::stats
