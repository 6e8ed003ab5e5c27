#pragma once

#include <dcc/stats/interval.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dcc::stats {

// Comparisons that ask only which of two values is greater: for durations, whose few long ones
// would rule a mean, and for marks, whose distances mean nothing.

// The rank of each value, from 1 up, in the order of the sample; equal values share the mean of
// their ranks. No value may be NaN.
std::vector<double> mean_ranks(std::span<double const> sample);

struct Pair {
    double x = 0;
    double y = 0;
};

struct Correlation {
    std::size_t n = 0;
    double rho = 0;                    // -1: the more of one, the less of the other; 1: the more
    std::optional<Interval> interval;  // nothing below four pairs, or at -1 and 1
};

// Spearman's rank correlation, with ties: Pearson's, of the mean ranks. C. Spearman, "The Proof and
// Measurement of Association between Two Things", American Journal of Psychology 15 (1904). Its
// interval is Fisher's, tanh(artanh(rho) ± z / sqrt(n - 3)): R. A. Fisher, "On the 'Probable Error'
// of a Coefficient of Correlation Deduced from a Small Sample", Metron 1 (1921). It was made for
// Pearson's, and is a little too narrow for ranks that go together closely. Nothing below two
// pairs, when all x or all y are equal, or with NaN.
std::optional<Correlation> spearman(std::span<Pair const> pairs);

struct Superiority {
    std::size_t n_a = 0;
    std::size_t n_b = 0;
    double probability = 0;
    Interval interval;
};

// The probability that a value of a is greater than one of b, equal ones half: Mann and Whitney's
// U / (n_a n_b). Where the interval excludes 1/2, the figures moved. The interval consists of the
// probabilities that are z standard errors or less from what was found, the error being that of the
// probability itself: method 5 of R. G. Newcombe, "Confidence Intervals for an Effect Size Measure
// Based on the Mann-Whitney Statistic. Part 2", Statistics in Medicine 25 (2006). So it stays
// within 0 and 1, and is no point where all of a are greater. Nothing when either is empty, or with
// NaN.
std::optional<Superiority> superiority(std::span<double const> a, std::span<double const> b);

}  // namespace dcc::stats
