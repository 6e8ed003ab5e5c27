#include "../random.hpp"
#include <dcc/stats/fairness.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using dcc::test::Random;
using doctest::Approx;

namespace {

using Shares = std::vector<double>;

}  // namespace

TEST_CASE("both measures of known shares") {
    // By their definitions, in fractions.
    struct Row {
        Shares shares;
        double jain;
        double gini;
    };
    for (auto const &row : {
             Row{{5}, 1, 0},
             Row{{4, 4, 4}, 1, 0},
             Row{{0, 0, 9}, 1.0 / 3, 2.0 / 3},
             Row{{0, 6, 0, 6}, 0.5, 0.5},
             Row{{1, 2, 3, 4}, 5.0 / 6, 0.25},
             Row{{1, 3}, 0.8, 0.25},
             Row{{1e300, 3e300}, 0.8, 0.25},
             Row{{1e-300, 3e-300}, 0.8, 0.25},
         }) {
        CAPTURE(row.jain);
        CHECK(jain_index(row.shares).value() == Approx(row.jain));
        CHECK(gini_coefficient(row.shares).value() == Approx(row.gini));
    }
}

TEST_CASE("neither asks for order or unit, and giving a poor one more makes it fairer") {
    Random random{61};
    for (int run = 0; run < 300; ++run) {
        Shares shares(static_cast<std::size_t>(2 + random.below(12)));
        for (auto &share : shares) share = static_cast<double>(1 + random.below(30));
        auto const n = static_cast<double>(shares.size());
        auto const jain = jain_index(shares).value();
        auto const gini = gini_coefficient(shares).value();
        CHECK(1 / n <= jain);
        CHECK(jain <= Approx(1));
        CHECK(Approx(0) <= gini);
        CHECK(gini <= 1 - 1 / n);

        // The definition: the mean of |x - y| over all pairs, by twice the mean.
        double differences = 0;
        double sum = 0;
        for (auto const x : shares) {
            sum += x;
            for (auto const y : shares) differences += x > y ? x - y : y - x;
        }
        CHECK(gini == Approx(differences / (2 * n * sum)));

        auto other = shares;
        std::ranges::reverse(other);
        for (auto &share : other) share *= 60;
        CHECK(jain_index(other).value() == Approx(jain));
        CHECK(gini_coefficient(other).value() == Approx(gini));

        auto const poorest = std::ranges::min_element(shares);
        auto const richest = std::ranges::max_element(shares);
        if (*richest - *poorest < 2) continue;
        ++*poorest;
        --*richest;
        CHECK(jain_index(shares).value() > jain);
        CHECK(gini_coefficient(shares).value() < gini);
    }
}

TEST_CASE("nothing shared out has no fairness, nor has what cannot be a share") {
    for (auto const &shares : {Shares{}, Shares{0, 0, 0}, Shares{1, -1},
                               Shares{1, std::numeric_limits<double>::infinity()},
                               Shares{1, std::numeric_limits<double>::quiet_NaN()}}) {
        CAPTURE(shares.size());
        CHECK_FALSE(jain_index(shares));
        CHECK_FALSE(gini_coefficient(shares));
    }
}
