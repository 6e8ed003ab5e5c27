#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dcc::stats {

// Counts of events in two spans of time, and the lengths of these, in any one unit.
struct Counts {
    std::int64_t in_window = 0;
    std::int64_t in_baseline = 0;
};
struct Spans {
    double window = 1;
    double baseline = 1;
};

// The probability of at least so many events in the window, if they come at the same rate in both
// spans. The exact conditional test of two Poisson counts: given their total N, the count in the
// window is binomial with N trials of probability window / (window + baseline), and this is its
// upper tail. J. Przyborowski and H. Wilenski, "Homogeneity of Results in Testing Samples from
// Poisson Series", Biometrika 31 (1940).
double excess_probability(Counts counts, Spans spans);

// The adjusted p value of each of many tests, in their order: taking all up to q for discoveries,
// the expected share of false ones among them is at most q. Y. Benjamini and Y. Hochberg,
// "Controlling the False Discovery Rate", Journal of the Royal Statistical Society B 57 (1995).
std::vector<double> benjamini_hochberg(std::span<double const> p);

}  // namespace dcc::stats
