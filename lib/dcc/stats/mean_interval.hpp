#pragma once

#include <dcc/stats/interval.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace dcc::stats {

// The quantile of Student's t distribution with a tail of 2.5 % above it: "Student", "The Probable
// Error of a Mean", Biometrika 6 (1908). From the sums of M. Abramowitz and I. A. Stegun, "Handbook
// of Mathematical Functions" (1964), 26.7.3 and 26.7.4, to eight digits. degrees >= 1.
double student_t95(std::int64_t degrees);

// The interval of a mean: mean ± t standard errors, with n - 1 degrees of freedom. Nothing below
// two values. It may reach beyond the range that the values can have.
std::optional<Interval> mean_interval(std::span<double const> sample);

}  // namespace dcc::stats
