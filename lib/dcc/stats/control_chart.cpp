#include <dcc/stats/control_chart.hpp>
#include <dcc/stats/mean.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dcc::stats {
namespace {

constexpr double deviations = 3;

// How far apart two values of a normal distribution are in the mean, in its standard deviations;
// with the digits of the tables of control charts. Exactly 2 / sqrt(pi).
constexpr double d2 = 1.128;

// The standard deviation of a series of at least two values, from the differences of neighbours.
double short_term_deviation(std::span<double const> values) {
    double sum = 0;
    for (std::size_t i = 1; i < values.size(); ++i) sum += std::abs(values[i] - values[i - 1]);
    return sum / static_cast<double>(values.size() - 1) / d2;
}

}  // namespace

std::optional<ControlChart> share_chart(std::span<Proportion const> samples) {
    double count = 0;
    double n = 0;
    std::ptrdiff_t not_empty = 0;
    for (auto const &sample : samples) {
        if (sample.count < 0 || sample.count > sample.n) return std::nullopt;
        count += static_cast<double>(sample.count);
        n += static_cast<double>(sample.n);
        not_empty += sample.n > 0;
    }
    if (not_empty < 2) return std::nullopt;
    ControlChart chart{count / n, {}, {}};
    auto const deviation = [&chart](Proportion const &sample) {
        return std::sqrt(chart.centre * (1 - chart.centre) / static_cast<double>(sample.n));
    };
    // When all or none count, all shares are the centre, and there is no deviation to divide by.
    if (0 < count && count < n) {
        std::vector<double> z;
        for (auto const &sample : samples)
            if (auto const share = sample.share())
                z.push_back((*share - chart.centre) / deviation(sample));
        chart.sigma_z = short_term_deviation(z);
    }
    auto const width = deviations * (chart.widened() ? *chart.sigma_z : 1);
    for (auto const &sample : samples) {
        ChartPoint point{sample.share(), {0, 1}};
        if (point.value) {
            auto const half = width * deviation(sample);
            point.limits = {std::max(chart.centre - half, 0.0), std::min(chart.centre + half, 1.0)};
        }
        chart.points.push_back(point);
    }
    return chart;
}

std::optional<ControlChart> count_chart(std::span<std::int64_t const> counts) {
    if (counts.size() < 2 || std::ranges::min(counts) < 0) return std::nullopt;
    double sum = 0;
    for (auto const count : counts) sum += static_cast<double>(count);
    ControlChart chart{sum / static_cast<double>(counts.size()), {}, {}};
    auto const half = deviations * std::sqrt(chart.centre);
    Interval const limits{std::max(chart.centre - half, 0.0), chart.centre + half};
    for (auto const count : counts) chart.points.push_back({static_cast<double>(count), limits});
    return chart;
}

std::optional<ControlChart> value_chart(std::span<double const> values) {
    if (values.size() < 2) return std::nullopt;
    ControlChart chart{mean(values), {}, {}};
    auto const half = deviations * short_term_deviation(values);
    Interval const limits{chart.centre - half, chart.centre + half};
    if (!std::isfinite(limits.low) || !std::isfinite(limits.high)) return std::nullopt;
    for (auto const value : values) chart.points.push_back({value, limits});
    return chart;
}

}  // namespace dcc::stats
