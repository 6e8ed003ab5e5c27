#include <dcc/stats/proportion.hpp>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

TEST_CASE("the score interval of a proportion is that of statsmodels and R") {
    // proportion_confint(method="wilson") of statsmodels 0.13; R's binom.confint agrees.
    struct Row {
        Proportion given;
        double low;
        double high;
    };
    for (auto const &row : {
             Row{{18, 20}, 0.698966354771513, 0.972133518786232},
             Row{{4, 20}, 0.080657662579798, 0.416017432251894},
             Row{{4, 200}, 0.00780442641634947, 0.0502870869058265},
             Row{{190, 200}, 0.910421851861224, 0.972617354399236},
             Row{{0, 10}, 0, 0.277532799862889},
             Row{{1, 30}, 0.00590859038161246, 0.166703909914092},
             Row{{30, 30}, 0.886486606826031, 1},
             Row{{100, 10'000}, 0.00822933614814842, 0.0121469822551146},
             Row{{0, 1}, 0, 0.793450685622763},
             Row{{1, 1}, 0.206549314377237, 1},
             Row{{5'000'000, 10'000'000}, 0.499690102543371, 0.500309897456629},
         }) {
        CAPTURE(row.given.count);
        CAPTURE(row.given.n);
        auto const found = wilson(row.given);
        REQUIRE(found);
        CHECK(found->low == Approx(row.low).epsilon(1e-12));
        CHECK(found->high == Approx(row.high).epsilon(1e-12));
    }
}

TEST_CASE("the ends of a score interval are exact, and it never leaves 0 to 1") {
    for (std::int64_t n = 1; n < 400; ++n) {
        CHECK(wilson({0, n})->low == 0);
        CHECK(wilson({n, n})->high == 1);
        for (std::int64_t count = 0; count <= n; ++count) {
            auto const found = wilson({count, n}).value();
            auto const share = *Proportion{count, n}.share();
            bool const holds =
                0 <= found.low && found.low <= share && share <= found.high && found.high <= 1;
            if (!holds) FAIL(count << " of " << n);
        }
    }
}

TEST_CASE("nothing of nothing, and more than all, have no interval") {
    CHECK_FALSE(wilson({0, 0}));
    CHECK_FALSE(wilson({3, 2}));
    CHECK_FALSE(wilson({-1, 2}));
    CHECK_FALSE(Proportion{0, 0}.share());
    CHECK(Proportion{3, 2}.share() == 1.5);
    CHECK_FALSE(newcombe({0, 0}, {1, 2}));
    CHECK_FALSE(newcombe({1, 2}, {0, 0}));
}

TEST_CASE("the interval of a difference is Newcombe's, method 10") {
    // confint_proportions_2indep(method="newcomb") of statsmodels 0.13. The first row is in
    // Newcombe's paper, (a): 0.0524 to 0.3339.
    struct Row {
        Proportion a;
        Proportion b;
        double low;
        double high;
    };
    for (auto const &row : {
             Row{{56, 70}, {48, 80}, 0.0524314724024, 0.333872654037},
             Row{{9, 10}, {3, 10}, 0.170522723935, 0.809017973535},
             Row{{10, 10}, {0, 10}, 0.607509350431, 1},
             Row{{3, 1000}, {12, 1000}, -0.0180757094099, -0.00127460398826},
             Row{{0, 500}, {4, 480}, -0.0212285348201, 0.000832832175589},
             Row{{1, 7}, {2, 9}, -0.425021458056, 0.323599514404},
         }) {
        CAPTURE(row.a.count);
        auto const found = newcombe(row.a, row.b);
        REQUIRE(found);
        CHECK(found->low == Approx(row.low).epsilon(1e-9));
        CHECK(found->high == Approx(row.high).epsilon(1e-9));
        auto const turned = newcombe(row.b, row.a).value();
        CHECK(turned.low == Approx(-row.high).epsilon(1e-9));
        CHECK(turned.high == Approx(-row.low).epsilon(1e-9));
    }
}
