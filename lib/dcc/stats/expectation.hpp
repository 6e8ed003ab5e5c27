#pragma once

#include <dcc/stats/interval.hpp>
#include <dcc/stats/proportion.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::stats {

// Counts against what was to be expected of them, so that a person or a team with the hard cases
// is not compared with one that has the easy ones.

// Cases of one kind (one category, priority and channel): how many of the group's count, of so many
// that it has, and of all cases of that kind in the desk, the group's included.
struct Stratum {
    Proportion group;
    Proportion reference;
};

// How many cases of a group count, and how many would, if in each stratum as large a share did as
// in the reference.
struct Standardised {
    std::int64_t observed = 0;
    double expected = 0;

    // The ratio of the two: 1 is as expected, 2 twice as many. Nothing under an expectation of 5.
    std::optional<double> ratio() const;
};

// Indirect standardisation: the expected count is the sum of n of the group times the share of the
// reference over all strata. N. E. Breslow and N. E. Day, "Statistical Methods in Cancer Research"
// II (1987), chapter 2. Nothing when a count is negative, or when a group has cases of a kind of
// which the reference has none. Counts may exceed n, as rates do.
std::optional<Standardised> standardise(std::span<Stratum const> strata);

// The interval of the mean of a Poisson count. From 10 on Byar's approximation, with which
// Breslow and Day (above) work: O (1 - 1/(9 O) - z/(3 sqrt O))^3, and the same with O + 1 and + z.
// Below 10 the exact limits: means with which so many or more, so many or fewer come with
// probability 2.5 %. F. Garwood, "Fiducial Limits for the Poisson Distribution", Biometrika 28
// (1936). Nothing below 0.
std::optional<Interval> count_interval(std::int64_t count);

// The interval of the ratio of observed to expected, the expectation taken for certain. Nothing
// under an expectation of 5.
std::optional<Interval> ratio_interval(Standardised const &figures);

// Between which ratios of observed to expected a group lies that is in truth as expected, with
// 95 % and with 99.8 %: the two funnels of a plot of ratios over expectations.
struct FunnelLimits {
    Interval warning;
    Interval action;
};

// Quantiles of the Poisson distribution, interpolated between its whole numbers, divided by the
// expectation, from 0 up. D. J. Spiegelhalter, "Funnel Plots for Comparing Institutional
// Performance", Statistics in Medicine 24 (2005), appendix. They do not widen for counts that vary
// more than Poisson's. Nothing under an expectation of 5 or over 10^9.
std::optional<FunnelLimits> funnel_limits(double expected);

}  // namespace dcc::stats
