#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace dcc::stats {

// Where the mean of a series changed, if it changed once.
struct ChangePoint {
    std::size_t n = 0;  // values of the series
    // The change came after so many values, and with 95 % after at least and at most so many.
    std::size_t after = 0;
    std::size_t earliest = 0;
    std::size_t latest = 0;
    // The means of the two parts.
    double mean_before = 0;
    double mean_since = 0;
    // The probability that a series without any change has a place that looks as different as this
    // one. It alone says whether there is a change: every series has its most different place. Of
    // many series, adjust it first (benjamini_hochberg).
    double p = 1;
};

// The place that leaves the least sum of squares about the means of the two parts, each of at least
// five values.
//
// Its interval comes from the limiting distribution of the estimate, with a variance for each part:
// J. Bai, "Estimation of a Change Point in Multiple Regression Models", The Review of Economics and
// Statistics 79 (1997), as breakpoints() and confint() of R's strucchange take it, and kept within
// the series. Where the variances differ so much that one side has no such limit (there R gives
// none), the change itself is the limit: then the interval covers a little more than 95 %.
//
// p is the approximation of R. Miller and D. Siegmund, "Maximally Selected Chi Square Statistics",
// Biometrics 38 (1982), of the likelihood ratio n log(sum of squares without / with the change).
// With 10 to 100 values, of normal, exponential or Poisson distribution, 3 to 5 % of series without
// a change have p <= 0.05.
//
// Both take the values for independent: a season, or weeks that resemble the week before, make them
// too certain. Nothing below ten values, when all are equal, or when some are not finite. Linear
// time.
std::optional<ChangePoint> change_point(std::span<double const> series);

}  // namespace dcc::stats
