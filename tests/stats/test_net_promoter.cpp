#include <dcc/stats/net_promoter.hpp>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

TEST_CASE("the score has the standard error of its shares and Rocks's adjusted interval") {
    // Worked by hand from the formulas; three decimals.
    struct Row {
        Recommendations given;
        double score;
        double standard_error;
        double low;
        double high;
    };
    for (auto const &row : {
             Row{{50, 20, 100}, 30, 7.8102, 14.051, 44.201},
             Row{{19, 5, 36}, 38.889, 11.9656, 13.158, 58.637},
             Row{{10, 0, 10}, 100, 0, 47.503, 100},
             Row{{0, 0, 40}, 0, 0, -5.583, 5.583},
         }) {
        CAPTURE(row.given.promoters);
        auto const found = net_promoter_score(row.given).value();
        CHECK(found.score == Approx(row.score).epsilon(1e-5));
        CHECK(found.standard_error == Approx(row.standard_error).epsilon(1e-5));
        CHECK(found.interval.low == Approx(row.low).epsilon(1e-4));
        CHECK(found.interval.high == Approx(row.high).epsilon(1e-4));
    }
}

TEST_CASE("the interval contains the score, turns with it, and narrows with more answers") {
    for (std::int64_t n = 2; n <= 40; ++n)
        for (std::int64_t promoters = 0; promoters <= n; ++promoters)
            for (std::int64_t detractors = 0; detractors <= n - promoters; ++detractors) {
                auto const found = net_promoter_score({promoters, detractors, n}).value();
                auto const turned = net_promoter_score({detractors, promoters, n}).value();
                auto const more =
                    net_promoter_score({10 * promoters, 10 * detractors, 10 * n}).value();
                auto const [low, high] = found.interval;
                bool const holds = -100 <= low && low < high && high <= 100 && low <= found.score &&
                                   found.score <= high && turned.score == -found.score &&
                                   turned.interval.low == -high &&
                                   more.interval.high - more.interval.low < high - low;
                if (!holds) FAIL(promoters << " and " << detractors << " of " << n);
            }
}

TEST_CASE("no answers, a single one, and impossible counts have no score") {
    for (auto const &given :
         {Recommendations{0, 0, 0}, Recommendations{1, 0, 1}, Recommendations{3, 3, 5},
          Recommendations{-1, 0, 5}, Recommendations{0, -1, 5}, Recommendations{0, 0, -5}}) {
        CAPTURE(given.promoters);
        CAPTURE(given.n);
        CHECK_FALSE(net_promoter_score(given));
    }
}
