#include "../random.hpp"
#include <dcc/stats/change_point.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using dcc::test::Random;
using doctest::Approx;

namespace {

using Series = std::vector<double>;

// Numbers that can be made again in R: x <- (75 x + 74) mod 65537, the ZX81's generator; of these
// the remainder by `spread`, `step` higher and by another spread after the change.
struct Made {
    std::size_t n;
    std::size_t change;
    int step;
    std::int64_t spread_before;
    std::int64_t spread_since;
    std::int64_t seed;

    Series series() const {
        Series values;
        auto x = seed;
        while (values.size() < n) {
            x = (75 * x + 74) % 65'537;
            auto const value = values.size() < change ? x % spread_before : step + x % spread_since;
            values.push_back(static_cast<double>(value));
        }
        return values;
    }
};

}  // namespace

TEST_CASE("the flow of the Nile fell after 1898") {
    // R's Nile, 1871 to 1970. breakpoints() and confint() of strucchange 1.5: 28, 25 to 32.
    Series const nile{1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935,  1110,
                      994,  1020, 960,  1180, 799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220,
                      1030, 1100, 774,  840,  874,  694,  940,  833,  701,  916,  692,  1020, 1050,
                      969,  831,  726,  456,  824,  702,  1120, 1100, 832,  764,  821,  768,  845,
                      864,  862,  698,  845,  744,  796,  1040, 759,  781,  865,  845,  944,  984,
                      897,  822,  1010, 771,  676,  649,  846,  812,  742,  801,  1040, 860,  874,
                      848,  890,  744,  749,  838,  1050, 918,  986,  797,  923,  975,  815,  1020,
                      906,  901,  1170, 912,  746,  919,  718,  714,  740};
    auto const found = change_point(nile).value();
    CHECK(found.n == 100);
    CHECK(found.after == 28);
    CHECK(found.earliest == 25);
    CHECK(found.latest == 32);
    CHECK(found.mean_before == Approx(1097.75));
    CHECK(found.mean_since == Approx(849.972222222222));
    CHECK(found.p < 1e-10);
}

TEST_CASE("changes have the intervals of strucchange, whichever part varies more") {
    // breakpoints(y ~ 1, h = 5, breaks = 1) and confint() of strucchange 1.5
    struct Row {
        Made made;
        std::size_t earliest;
        std::size_t after;
        std::size_t latest;
    };
    for (auto const &row : {
             Row{{400, 200, 2, 9, 9, 1}, 185, 199, 212},
             Row{{400, 150, 3, 7, 16, 2}, 146, 150, 151},
             Row{{500, 260, -2, 11, 5, 3}, 256, 257, 263},
             Row{{300, 120, 2, 5, 12, 4}, 115, 120, 121},
             Row{{600, 333, 1, 6, 6, 5}, 288, 331, 371},
             Row{{200, 90, 40, 101, 99, 6}, 85, 90, 95},
             Row{{1'000, 480, 2, 13, 13, 7}, 453, 484, 516},
             Row{{60, 30, 4, 10, 10, 8}, 24, 30, 36},
             Row{{250, 120, 3, 4, 20, 9}, 116, 120, 121},
         }) {
        CAPTURE(row.made.seed);
        auto const found = change_point(row.made.series()).value();
        CHECK(found.earliest == row.earliest);
        CHECK(found.after == row.after);
        CHECK(found.latest == row.latest);
    }
}

TEST_CASE("p is the approximation of Miller and Siegmund") {
    // Their formula in R, with the likelihood ratio of the change that strucchange finds
    struct Row {
        Series series;
        std::size_t after;
        double p;
    };
    for (auto const &row : {
             Row{{3, 4, 2, 5, 3, 4, 9, 8, 7, 10, 9, 8}, 6, 7.009888596519973e-06},
             Row{{12, 15, 11, 14, 13, 12, 16, 14, 13, 15, 9, 8, 10, 11, 7, 9, 10, 8, 9, 11, 10, 8},
                 10,
                 4.672155722108184e-06},
             Row{{0, 1, 0, 0, 2, 1, 0, 1, 0, 0, 1, 0, 3, 0, 4, 2, 2, 5, 3, 1, 2, 4},
                 14,
                 0.0014796772362083877},
             Row{{10, 12, 9, 14, 11, 13, 10, 12, 15, 11, 13, 12, 14, 16, 13, 15},
                 8,
                 0.07389676961436882},
         }) {
        CAPTURE(row.series.size());
        auto const found = change_point(row.series).value();
        CHECK(found.after == row.after);
        CHECK(found.p == Approx(row.p).epsilon(1e-9));
    }
}

TEST_CASE("where the parts vary too differently for R, the change itself is one limit") {
    // strucchange: P(argmax V <= 0) = 0.004, no interval
    auto const found =
        change_point(Series{5, 5, 6, 5, 4, 5, 6, 5, 5, 30, 12, 25, 18, 40, 22, 9, 33, 28, 15, 19})
            .value();
    CHECK(found.after == 9);
    CHECK(found.latest == 9);
    CHECK(found.earliest < 9);

    // Parts that do not vary at all leave no doubt; one of them leaves some on the other side.
    auto const clear = change_point(Series{0, 0, 0, 0, 0, 0, 7, 7, 7, 7, 7}).value();
    CHECK(clear.earliest == 6);
    CHECK(clear.after == 6);
    CHECK(clear.latest == 6);
    CHECK(clear.p == 0);
    auto const rising = change_point(Series{0, 0, 0, 0, 0, 0, 0, 3, 1, 4, 2, 3, 1}).value();
    CHECK(rising.after == 7);
    CHECK(rising.latest == 7);
    CHECK(rising.earliest <= 7);
    CHECK(rising.p < 0.001);
}

TEST_CASE("a change is found from both sides, at any scale, and its interval contains it") {
    Random random{31};
    for (int run = 0; run < 300; ++run) {
        Series series(static_cast<std::size_t>(10 + random.below(60)));
        for (auto &value : series) value = static_cast<double>(random.below(9));
        for (auto i = series.size() / 2; i < series.size(); ++i) series[i] += 4;
        auto const found = change_point(series);
        if (!found) continue;
        auto turned = series;
        std::ranges::reverse(turned);
        auto scaled = series;
        for (auto &value : scaled) value = 64 * value - 1024;
        auto const back = change_point(turned).value();
        auto const large = change_point(scaled).value();
        auto const n = series.size();
        CAPTURE(n);
        CHECK(found->earliest >= 1);
        CHECK(found->earliest <= found->after);
        CHECK(found->after >= 5);
        CHECK(found->after <= n - 5);
        CHECK(found->after <= found->latest);
        CHECK(found->latest <= n - 1);
        CHECK(back.p == Approx(found->p));
        if (back.after == n - found->after) {  // not where two places are equally different
            CHECK(back.earliest == n - found->latest);
            CHECK(back.latest == n - found->earliest);
        }
        CHECK(large.after == found->after);
        CHECK(large.earliest == found->earliest);
        CHECK(large.latest == found->latest);
        CHECK(large.p == Approx(found->p));
    }
}

TEST_CASE("of series without a change, few seem to have one, and its interval covers a true one") {
    Random random{32};
    // The sum of four: near enough to a normal distribution.
    auto const value = [&random] {
        double sum = 0;
        for (int i = 0; i < 4; ++i) sum += static_cast<double>(random.below(1'000));
        return sum / 1'000;
    };
    constexpr int runs = 1'000;
    int alarms = 0;
    int covered = 0;
    for (int run = 0; run < runs; ++run) {
        Series series;
        for (int i = 0; i < 24; ++i) series.push_back(value());
        alarms += change_point(series).value().p <= 0.05;
        for (std::size_t i = 12; i < 24; ++i) series[i] += 1.5;
        auto const found = change_point(series).value();
        covered += found.earliest <= 12 && 12 <= found.latest;
    }
    CHECK(alarms <= runs * 7 / 100);
    CHECK(alarms >= runs * 2 / 100);
    CHECK(covered >= runs * 93 / 100);
}

TEST_CASE("short, constant and infinite series have no change") {
    constexpr auto nan = std::numeric_limits<double>::quiet_NaN();
    constexpr auto infinite = std::numeric_limits<double>::infinity();
    auto const with = [](double value) {
        Series series{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        series[6] = value;
        return series;
    };
    for (auto const &series : {Series{}, Series{1, 2, 3, 4, 5, 6, 7, 8, 9}, Series(40, 0.1),
                               Series(12, -3.0), with(nan), with(infinite), with(1e300)})
        CHECK_FALSE(change_point(series));
    // A series whose only possible place shows no difference.
    auto const found = change_point(Series{2, -1, -1, 1, -1, 1, -1, -1, -1, 2}).value();
    CHECK(found.after == 5);
    CHECK(found.p == 1);
    CHECK(found.earliest == 1);
    CHECK(found.latest == 9);
}
