#include "../random.hpp"
#include <dcc/stats/median.hpp>
#include <dcc/stats/quantile.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using dcc::test::Random;
using doctest::Approx;

TEST_CASE("the ends of the interval are the ranks that the binomial distribution gives") {
    // Of a sample that is its own ranks. binom.cdf of scipy 1.10; the first in David and Nagaraja.
    struct Row {
        std::size_t n;
        std::int64_t low;
        std::int64_t high;
        double coverage;
    };
    Random random{21};
    for (auto const &row : {
             Row{6, 1, 6, 0.96875},
             Row{7, 1, 7, 0.984375},
             Row{8, 1, 8, 0.9921875},
             Row{9, 2, 8, 0.9609375},
             Row{10, 2, 9, 0.978515625},
             Row{25, 8, 18, 0.9567147493362427},
             Row{30, 10, 21, 0.9572260547429323},
             Row{100, 40, 61, 0.9647997997822951},
             Row{1'000, 469, 532, 0.9537088026395019},
             Row{10'001, 4'902, 5'100, 0.9522907611993353},
             Row{1'000'000, 499'020, 500'981, 0.9501210313476314},
         }) {
        CAPTURE(row.n);
        std::vector<std::int64_t> sample(row.n);
        std::iota(sample.begin(), sample.end(), std::int64_t{1});
        for (std::size_t i = row.n - 1; i > 0; --i)
            std::swap(
                sample[i],
                sample[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i + 1)))]);
        auto const found = median_interval(sample).value();
        CHECK(found.low == row.low);
        CHECK(found.high == row.high);
        CHECK(found.coverage == Approx(row.coverage).epsilon(1e-9));
    }
}

TEST_CASE("it contains the median of the sample, with ties and without") {
    Random random{22};
    for (int run = 0; run < 1'000; ++run) {
        std::vector<std::int64_t> sample(static_cast<std::size_t>(6 + random.below(90)));
        auto const spread = random.one_in(2) ? 4 : 1'000'000;
        for (auto &value : sample) value = random.below(spread) - spread / 2;
        auto const found = median_interval(sample).value();
        auto const median = quantile(sample, 0.5);
        bool const holds = found.low <= median && median <= found.high && found.coverage >= 0.95;
        if (!holds) FAIL("median " << median << " of " << sample.size());
    }
}

TEST_CASE("below six values there is no interval") {
    std::vector<std::int64_t> sample;
    for (int n = 0; n <= 5; ++n) {
        CAPTURE(n);
        CHECK_FALSE(median_interval(sample));
        sample.push_back(n);
    }
    sample.push_back(5);
    CHECK(median_interval(sample));
}
