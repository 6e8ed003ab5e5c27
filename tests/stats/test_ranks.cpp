#include "../random.hpp"
#include <dcc/stats/ranks.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using dcc::test::Random;
using doctest::Approx;

namespace {

using Sample = std::vector<double>;

constexpr auto nan_value = std::numeric_limits<double>::quiet_NaN();

std::vector<Pair> pairs(Sample const &x, Sample const &y) {
    std::vector<Pair> result;
    for (std::size_t i = 0; i < x.size(); ++i) result.push_back({x[i], y[i]});
    return result;
}

Sample marks(Random &random, std::int64_t n) {
    Sample sample;
    for (std::int64_t i = 0; i < n; ++i) sample.push_back(static_cast<double>(random.below(7)));
    return sample;
}

}  // namespace

TEST_CASE("equal values share the mean of their ranks") {
    CHECK(mean_ranks(Sample{30, 10, 20}) == Sample{3, 1, 2});
    CHECK(mean_ranks(Sample{5, 1, 5, 0, 5}) == Sample{4, 2, 4, 1, 4});
    CHECK(mean_ranks(Sample{2, 2, 1, 1}) == Sample{3.5, 3.5, 1.5, 1.5});
    CHECK(mean_ranks(Sample{}).empty());
}

TEST_CASE("a rank correlation is that of scipy, with Fisher's interval") {
    // spearmanr of scipy 1.10; the third row is Wikipedia's example of intelligence and television.
    struct Row {
        Sample x;
        Sample y;
        double rho;
        double low;
        double high;
    };
    for (auto const &row : {
             Row{{1, 2, 3, 4, 5, 6},
                 {2, 1, 4, 3, 6, 5},
                 0.8285714285714287,
                 0.05192931884727825,
                 0.9806845993491808},
             Row{{1, 2, 2, 3, 5, 5, 7, 9},
                 {10, 8, 9, 7, 7, 3, 3, 1},
                 -0.9634146341463415,
                 -0.9935644177241505,
                 -0.8057783554639624},
             Row{{86, 97, 99, 100, 101, 103, 106, 110, 112, 113},
                 {2, 20, 28, 27, 50, 29, 7, 17, 6, 12},
                 -0.17575757575757575,
                 -0.7251388558041696,
                 0.5103442296483449},
             Row{{1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 5},
                 {5, 4, 5, 3, 4, 3, 3, 2, 3, 1, 2, 2},
                 -0.8789360724925445,
                 -0.9657110071656864,
                 -0.6155135384536361},
             Row{{0.5, -1, 3, 2},
                 {1, 0, 5, 5},
                 0.9486832980505139,
                 -0.14058029887361134,
                 0.9989554781982825},
         }) {
        CAPTURE(row.rho);
        auto const found = spearman(pairs(row.x, row.y)).value();
        CHECK(found.n == row.x.size());
        CHECK(found.rho == Approx(row.rho).epsilon(1e-12));
        REQUIRE(found.interval);
        CHECK(found.interval->low == Approx(row.low).epsilon(1e-9));
        CHECK(found.interval->high == Approx(row.high).epsilon(1e-9));
    }
}

TEST_CASE("a rank correlation asks for the order of values alone, and both ways alike") {
    Random random{41};
    for (int run = 0; run < 300; ++run) {
        auto const n = 4 + random.below(40);
        auto const x = marks(random, n);
        auto const y = marks(random, n);
        auto const found = spearman(pairs(x, y));
        if (!found) continue;
        auto greater = x;
        for (auto &value : greater) value = std::exp(value);
        auto turned = y;
        for (auto &value : turned) value = -value;
        auto mixed = pairs(x, y);
        std::ranges::reverse(mixed);
        CHECK(std::abs(found->rho) <= 1);
        CHECK(spearman(pairs(greater, y))->rho == Approx(found->rho));
        CHECK(spearman(pairs(y, x))->rho == Approx(found->rho));
        CHECK(spearman(mixed)->rho == Approx(found->rho));
        CHECK(spearman(pairs(x, turned))->rho == Approx(-found->rho));
        if (found->interval) {
            CHECK(found->interval->low < found->rho);
            CHECK(found->rho < found->interval->high);
        }
    }
}

TEST_CASE("few pairs and complete order leave the correlation without an interval") {
    auto const three = spearman(pairs({1, 2, 3}, {1, 3, 2})).value();
    CHECK(three.rho == 0.5);
    CHECK_FALSE(three.interval);
    for (double const sign : {1, -1}) {
        Sample y{1, 4, 9, 9, 25, 36};
        for (auto &value : y) value *= sign;
        auto const found = spearman(pairs({1, 2, 3, 3, 5, 6}, y)).value();
        CHECK(found.rho == sign);
        CHECK_FALSE(found.interval);
    }
}

TEST_CASE("there is no correlation with what does not vary, nor with what is no number") {
    CHECK_FALSE(spearman({}));
    CHECK_FALSE(spearman(pairs({1}, {2})));
    CHECK_FALSE(spearman(pairs({1, 2, 3, 4}, {5, 5, 5, 5})));
    CHECK_FALSE(spearman(pairs({7, 7, 7, 7}, {1, 2, 3, 4})));
    CHECK_FALSE(spearman(pairs({1, nan_value, 3, 4}, {1, 2, 3, 4})));
    CHECK_FALSE(spearman(pairs({1, 2, 3, 4}, {1, 2, nan_value, 4})));
}

TEST_CASE("the interval of U is Newcombe's, method 5") {
    // mannwhitneyu of scipy 1.10, and brentq on the equation of the paper
    struct Row {
        Sample a;
        Sample b;
        double probability;
        double low;
        double high;
    };
    Sample many_a;
    for (int i = 100; i < 160; ++i) many_a.push_back(i);
    Sample many_b;
    for (int i = 90; i < 140; i += 2) many_b.push_back(i);
    for (auto const &row : {
             Row{{9, 4, 7, 12, 3}, {2, 4, 1, 6, 5, 3}, 0.8, 0.4447180478047378, 0.9474835696736164},
             Row{{5, 5, 4, 3, 5, 4, 4},
                 {3, 2, 4, 5, 3, 1, 2, 3},
                 0.8303571428571429,
                 0.5285087952486512,
                 0.9505109586179381},
             Row{{5, 5, 5}, {5, 5}, 0.5, 0.13086956396046737, 0.8691304360395314},
             Row{many_a, many_b, 0.74, 0.60841978541122, 0.8352688369201262},
             // Of one value each it is the score interval of 0 of 1.
             Row{{1}, {2}, 0, 0, 0.793450685622763},
         }) {
        CAPTURE(row.probability);
        auto const found = superiority(row.a, row.b).value();
        CHECK(found.n_a == row.a.size());
        CHECK(found.n_b == row.b.size());
        CHECK(found.probability == Approx(row.probability).epsilon(1e-12));
        CHECK(found.interval.low == Approx(row.low).epsilon(1e-9));
        CHECK(found.interval.high == Approx(row.high).epsilon(1e-9));
    }
}

TEST_CASE("values that are all greater have an interval that ends at 1 and narrows with more") {
    double before = 0;
    for (double const n : {1, 3, 10, 100}) {
        Sample a;
        Sample b;
        for (double i = 0; i < n; ++i) {
            a.push_back(1'000 + i);
            b.push_back(i);
        }
        auto const found = superiority(a, b).value();
        CHECK(found.probability == 1);
        CHECK(found.interval.high == 1);
        CHECK(found.interval.low > before);
        CHECK(found.interval.low < 1);
        before = found.interval.low;
    }
}

TEST_CASE("the probability is that of a count over all pairs, and turns with the samples") {
    Random random{42};
    for (int run = 0; run < 300; ++run) {
        auto const a = marks(random, 1 + random.below(20));
        auto const b = marks(random, 1 + random.below(20));
        double greater = 0;
        for (auto const of_a : a)
            for (auto const of_b : b) greater += of_a > of_b ? 1 : of_a == of_b ? 0.5 : 0;
        auto const size = static_cast<double>(a.size() * b.size());
        auto const found = superiority(a, b).value();
        auto const turned = superiority(b, a).value();
        CHECK(found.probability == Approx(greater / size));
        CHECK(turned.probability == Approx(1 - found.probability));
        CHECK(turned.interval.low == Approx(1 - found.interval.high));
        CHECK(turned.interval.high == Approx(1 - found.interval.low));
        CHECK(0 <= found.interval.low);
        CHECK(found.interval.low <= found.probability);
        CHECK(found.probability <= found.interval.high);
        CHECK(found.interval.high <= 1);
    }
}

TEST_CASE("nothing is not compared") {
    CHECK_FALSE(superiority({}, Sample{1, 2}));
    CHECK_FALSE(superiority(Sample{1, 2}, {}));
    CHECK_FALSE(superiority(Sample{1, nan_value}, Sample{1, 2}));
    CHECK_FALSE(superiority(Sample{1, 2}, Sample{nan_value}));
}
