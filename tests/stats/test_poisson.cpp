#include "../random.hpp"
#include <dcc/stats/poisson.hpp>

#include <algorithm>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

TEST_CASE("an excess is as probable as the upper tail of the binomial distribution says") {
    // binom.sf(in_window - 1, in_window + in_baseline, window / (window + baseline)) of scipy 1.10
    struct Row {
        Counts counts;
        Spans spans;
        double p;
    };
    for (auto const &row : {
             Row{{1, 0}, {7, 84}, 0.0769230769230769},
             Row{{3, 0}, {7, 84}, 0.000455166135639508},
             Row{{5, 10}, {7, 84}, 0.0041959954955586},
             Row{{12, 84}, {7, 84}, 0.0647203413721342},
             Row{{2, 30}, {7, 84}, 0.716936397117623},
             Row{{40, 120}, {7, 84}, 2.12455144108685e-11},
             Row{{700, 7000}, {7, 84}, 3.86947521622965e-06},
             Row{{600, 7000}, {7, 84}, 0.259684415445341},
             Row{{80, 40}, {1, 1}, 0.000165200009195659},
             Row{{10'000, 90'000}, {7, 63}, 0.50154191290068},
         }) {
        CAPTURE(row.counts.in_window);
        CAPTURE(row.counts.in_baseline);
        CHECK(excess_probability(row.counts, row.spans) == Approx(row.p).epsilon(1e-9));
    }
}

TEST_CASE("the ends of the test: none in the window, none before, far too many, far too few") {
    CHECK(excess_probability({0, 0}, {7, 84}) == 1);
    CHECK(excess_probability({0, 500}, {7, 84}) == 1);
    CHECK(excess_probability({300, 0}, {7, 84}) < 1e-300);
    CHECK(excess_probability({1, 1'000'000}, {7, 84}) == Approx(1));
}

TEST_CASE("one more in the window is never more probable, one more before never less") {
    for (std::int64_t window = 1; window < 40; ++window)
        for (std::int64_t baseline = 0; baseline < 200; baseline += 7) {
            auto const p = excess_probability({window, baseline}, {7, 84});
            bool const holds = p >= excess_probability({window + 1, baseline}, {7, 84}) &&
                               p <= excess_probability({window, baseline + 1}, {7, 84}) && p <= 1;
            if (!holds) FAIL(window << " and " << baseline);
        }
}

TEST_CASE("adjusted p values are those of statsmodels") {
    // multipletests(method="fdr_bh") of statsmodels 0.13
    std::vector<double> const p{0.01, 0.04, 0.03, 0.005, 0.6, 0.04, 1.0, 0.2};
    std::vector<double> const expected{
        0.04, 0.064, 0.064, 0.04, 0.6857142857142857, 0.064, 1.0, 0.26666666666666666};
    auto const found = benjamini_hochberg(p);
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < p.size(); ++i) CHECK(found[i] == Approx(expected[i]));
    CHECK(benjamini_hochberg({}).empty());
    CHECK(benjamini_hochberg(std::vector{0.03}) == std::vector{0.03});
}

TEST_CASE("of groups that all come at their usual rate, few are ever taken for clusters") {
    // Without any true cluster the share of runs with a discovery is at most 5 %; counts make the
    // test more cautious still.
    dcc::test::Random random{11};
    int alarms = 0;
    constexpr int runs = 400;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> p;
        for (int group = 0; group < 60; ++group) {
            Counts counts;
            for (int i = 0; i < 40; ++i)
                ++(random.one_in(13) ? counts.in_window : counts.in_baseline);
            p.push_back(excess_probability(counts, {7, 84}));
        }
        if (std::ranges::min(benjamini_hochberg(p)) <= 0.05) ++alarms;
    }
    CHECK(alarms <= runs * 8 / 100);
}
