#include <dcc/stats/control_chart.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

namespace {

// The data of qcc: orangejuice, cans that leak of 50 (D. C. Montgomery, "Introduction to
// Statistical Quality Control", 1991).
std::vector<Proportion> orange_juice(std::int64_t n = 50) {
    std::vector<Proportion> samples;
    for (auto const count : {12, 15, 8, 10, 4,  7,  16, 9,  14, 10, 5,  6, 17, 12, 22,
                             8,  10, 5, 13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6})
        samples.push_back({count * n / 50, n});
    return samples;
}

std::vector<std::size_t> outside(ControlChart const &chart) {
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < chart.points.size(); ++i)
        if (chart.points[i].outside()) numbers.push_back(i + 1);
    return numbers;
}

}  // namespace

TEST_CASE("the limits of shares are Laney's, since these vary more than such proportions") {
    // qcc of R: the p chart has centre 0.2313333 and limits 0.05242755 and 0.4102391.
    auto const chart = share_chart(orange_juice()).value();
    CHECK(chart.centre == Approx(0.2313333).epsilon(1e-6));
    CHECK(chart.sigma_z.value() == Approx(1.6608667).epsilon(1e-7));
    CHECK(chart.widened());
    REQUIRE(chart.points.size() == 30);
    CHECK(chart.points[7].limits.low == 0);
    CHECK(chart.points[7].limits.high == Approx(0.5284720).epsilon(1e-6));
    CHECK(outside(chart).empty());
    auto const by_plain_chart = (chart.points[7].limits.high - chart.centre) / *chart.sigma_z;
    CHECK(chart.centre - by_plain_chart == Approx(0.05242755).epsilon(1e-6));
    CHECK(chart.centre + by_plain_chart == Approx(0.4102391).epsilon(1e-6));
}

TEST_CASE("shares that vary as such proportions do have the limits of the p chart") {
    // The same samples, in an order in which neighbours resemble each other: the 15th and 23rd of
    // qcc's p chart, the greatest, now come last.
    auto samples = orange_juice();
    std::ranges::sort(samples, {}, &Proportion::count);
    auto const chart = share_chart(samples).value();
    CHECK(chart.sigma_z.value() < 1.2);
    CHECK_FALSE(chart.widened());
    CHECK(chart.points[0].limits.low == Approx(0.05242755).epsilon(1e-6));
    CHECK(chart.points[0].limits.high == Approx(0.4102391).epsilon(1e-6));
    CHECK(outside(chart) == std::vector<std::size_t>{29, 30});
}

TEST_CASE("each sample of shares has limits by its own size; one of nothing has no value") {
    std::vector<Proportion> const samples{{20, 100}, {0, 0}, {5, 25}, {200, 1'000}, {80, 400}};
    auto const chart = share_chart(samples).value();
    CHECK(chart.centre == Approx(0.2));
    CHECK(chart.sigma_z.value() == Approx(0));
    REQUIRE(chart.points.size() == 5);
    CHECK(chart.points[0].limits.high == Approx(0.32));
    CHECK(chart.points[2].limits.low == 0);
    CHECK(chart.points[2].limits.high == Approx(0.44));
    CHECK(chart.points[4].limits.high == Approx(0.26));
    CHECK_FALSE(chart.points[1].value);
    CHECK_FALSE(chart.points[1].outside());
    CHECK(outside(chart).empty());
    auto const without =
        share_chart(std::vector<Proportion>{samples[0], samples[2], samples[3], samples[4]});
    CHECK(*chart.sigma_z == *without.value().sigma_z);
}

TEST_CASE("the limits of counts and of single values are those of qcc") {
    // circuit and viscosity, both after Montgomery.
    std::vector<std::int64_t> const circuit{21, 24, 16, 12, 15, 5,  28, 20, 31, 25, 20, 24, 16,
                                            19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15};
    auto const counts = count_chart(circuit).value();
    CHECK(counts.centre == Approx(19.84615).epsilon(1e-6));
    CHECK(counts.points[0].limits.low == Approx(6.481447).epsilon(1e-6));
    CHECK(counts.points[0].limits.high == Approx(33.21086).epsilon(1e-6));
    CHECK(outside(counts) == std::vector<std::size_t>{6, 20});
    CHECK_FALSE(counts.sigma_z);
    CHECK_FALSE(counts.widened());

    std::vector<double> const viscosity{33.75, 33.05, 34.00, 33.81, 33.46, 34.02, 33.68, 33.27,
                                        33.49, 33.20, 33.62, 33.00, 33.54, 33.12, 33.84};
    auto const values = value_chart(viscosity).value();
    CHECK(values.centre == Approx(33.52333).epsilon(1e-6));
    CHECK(values.points[0].limits.low == Approx(32.24484).epsilon(1e-6));
    CHECK(values.points[0].limits.high == Approx(34.80183).epsilon(1e-6));
    CHECK((values.points[0].limits.high - values.centre) / 3 == Approx(0.4261651).epsilon(1e-6));
    CHECK(outside(values).empty());
}

TEST_CASE("where nothing varies, nothing is outside") {
    for (auto const value : {0.1, 1.0 / 3, 0.0, -7e250}) {
        CAPTURE(value);
        auto const chart = value_chart(std::vector<double>(30, value)).value();
        CHECK(chart.centre == value);
        CHECK(outside(chart).empty());
    }
    for (auto const count : {0, 3}) {
        CAPTURE(count);
        CHECK(outside(count_chart(std::vector<std::int64_t>(7, count)).value()).empty());
        auto const chart = share_chart(std::vector<Proportion>(7, {count, 3})).value();
        CHECK_FALSE(chart.sigma_z);
        CHECK(outside(chart).empty());
    }
}

TEST_CASE("too few values, or impossible ones, make no chart") {
    using Shares = std::vector<Proportion>;
    for (auto const &shares : {Shares{}, Shares{{1, 2}}, Shares{{1, 2}, {0, 0}, {0, 0}},
                               Shares{{1, 2}, {3, 2}}, Shares{{1, 2}, {-1, 2}}})
        CHECK_FALSE(share_chart(shares));
    using Counts = std::vector<std::int64_t>;
    for (auto const &counts : {Counts{}, Counts{4}, Counts{4, -1}})
        CHECK_FALSE(count_chart(counts));
    using Values = std::vector<double>;
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    for (auto const &values : {Values{}, Values{4}, Values{4, nan, 2}, Values{infinite, 1, 2},
                               Values{1, -infinite}, Values{1e308, -1e308}})
        CHECK_FALSE(value_chart(values));
}
