#include <dcc/stats/proportion.hpp>

#include <cmath>

namespace dcc::stats {

std::optional<Interval> wilson(Proportion proportion) {
    auto const [count, n] = proportion;
    if (n <= 0 || count < 0 || count > n) return std::nullopt;
    auto const size = static_cast<double>(n);
    auto const p = static_cast<double>(count) / size;
    constexpr auto z2 = z95 * z95;
    auto const centre = p + z2 / (2 * size);
    auto const half = z95 * std::sqrt(p * (1 - p) / size + z2 / (4 * size * size));
    auto const scale = 1 + z2 / size;
    // At the ends the bound is the end itself, which rounding would miss.
    return Interval{count == 0 ? 0 : (centre - half) / scale,
                    count == n ? 1 : (centre + half) / scale};
}

std::optional<Interval> newcombe(Proportion a, Proportion b) {
    auto const of_a = wilson(a);
    auto const of_b = wilson(b);
    if (!of_a || !of_b) return std::nullopt;
    return difference(*a.share(), *of_a, *b.share(), *of_b);
}

Interval difference(double a, Interval of_a, double b, Interval of_b) {
    return {a - b - std::hypot(a - of_a.low, of_b.high - b),
            a - b + std::hypot(of_a.high - a, b - of_b.low)};
}

}  // namespace dcc::stats
