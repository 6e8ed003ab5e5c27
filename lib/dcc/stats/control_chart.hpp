#pragma once

#include <dcc/stats/interval.hpp>
#include <dcc/stats/proportion.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dcc::stats {

// Control charts: which of the values of a series, say of each week, differ from the others by more
// than chance does. Limits are three standard deviations from the centre; of a series in which
// nothing changed, about three values in a thousand are outside. They mean little below some 20
// values. W. A. Shewhart, "Economic Control of Quality of Manufactured Product" (1931).

struct ChartPoint {
    std::optional<double> value;  // nothing: a share of nothing
    Interval limits;              // of chance, not of confidence

    bool outside() const { return value && (*value < limits.low || *value > limits.high); }
};

struct ControlChart {
    double centre = 0;
    std::vector<ChartPoint> points;  // one a value of the series, in its order
    // Of shares: how much more they vary from one to the next than such proportions would.
    std::optional<double> sigma_z;

    // The limits are those of Laney's chart, widened by sigma_z.
    bool widened() const { return sigma_z && *sigma_z > 1.2; }
};

// The p chart, of shares: centre p is the share of all, and the limits of a sample of n are
// p ± 3 sqrt(p (1 - p) / n), within 0 and 1. Large samples vary more than that, because their cases
// are not alike; then it is Laney's p′ chart, whose limits are sigma_z times as far from the
// centre. With z the distance of a share from the centre in standard deviations, sigma_z is the
// mean difference of neighbouring z, divided by 1.128. D. B. Laney, "Improved Control Charts for
// Attributes", Quality Engineering 14 (2002). A sample of nothing has no value, and the next one is
// compared with the one before it. Nothing unless 0 <= count <= n in all samples and at least two
// have n > 0.
std::optional<ControlChart> share_chart(std::span<Proportion const> samples);

// The c chart, of counts in equal spans: centre c is their mean, and the limits are c ± 3 sqrt(c),
// from 0 up. Nothing below two counts, or when one is negative.
std::optional<ControlChart> count_chart(std::span<std::int64_t const> counts);

// The individuals chart, of single values of any unit: centre is their mean, and the standard
// deviation is the mean difference of neighbours, divided by 1.128, so that a shift within the
// series does not widen the limits much. Nothing below two values, or when the values are not
// finite.
std::optional<ControlChart> value_chart(std::span<double const> values);

}  // namespace dcc::stats
