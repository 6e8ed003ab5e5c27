#include <dcc/stats/mean.hpp>
#include <dcc/stats/mean_interval.hpp>

#include <cmath>
#include <numbers>

namespace dcc::stats {
namespace {

constexpr std::int64_t many_degrees = 200;

// The probability between -t and t.
double within(double t, std::int64_t degrees) {
    auto const angle = std::atan(t / std::sqrt(static_cast<double>(degrees)));
    auto const cosine = std::cos(angle);
    bool const odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (std::int64_t i = odd ? 3 : 2; i < degrees - 1; i += 2) {
        term *= cosine * cosine * static_cast<double>(i - 1) / static_cast<double>(i);
        sum += term;
    }
    auto const scaled = std::sin(angle) * sum;
    return odd ? (angle + scaled) * 2 / std::numbers::pi : scaled;
}

}  // namespace

double student_t95(std::int64_t degrees) {
    if (degrees >= many_degrees) {
        // The expansion in 1/n of 26.7.5.
        auto const n = static_cast<double>(degrees);
        auto const z = z95;
        auto const z2 = z * z;
        return z + z * (z2 + 1) / (4 * n) + z * ((5 * z2 + 16) * z2 + 3) / (96 * n * n) +
               z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * n * n * n);
    }
    double low = z95;
    double high = 13;  // above the quantile of one degree
    for (int i = 0; i < 60; ++i) {
        auto const middle = (low + high) / 2;
        (within(middle, degrees) < 1 - 2 * tail95 ? low : high) = middle;
    }
    return (low + high) / 2;
}

std::optional<Interval> mean_interval(std::span<double const> sample) {
    if (sample.size() < 2) return std::nullopt;
    auto const n = static_cast<double>(sample.size());
    auto const centre = mean(sample);
    double squares = 0;
    for (auto const value : sample) squares += (value - centre) * (value - centre);
    auto const error = std::sqrt(squares / (n - 1) / n);
    auto const reach = student_t95(static_cast<std::int64_t>(sample.size()) - 1) * error;
    return Interval{centre - reach, centre + reach};
}

}  // namespace dcc::stats
