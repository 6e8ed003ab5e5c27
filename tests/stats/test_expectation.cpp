#include <dcc/stats/expectation.hpp>

#include <algorithm>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

TEST_CASE("the interval of a count is exact below 10 and Byar's from there on") {
    struct Row {
        std::int64_t count;
        double low;
        double high;
    };
    for (auto const &row : {
             // chi2.ppf(0.025, 2 n) / 2 and chi2.ppf(0.975, 2 n + 2) / 2 of scipy 1.10
             Row{0, 0, 3.6888794541139354},
             Row{1, 0.025317807984289876, 5.571643390938898},
             Row{2, 0.24220927854396496, 7.22468766772396},
             Row{5, 1.6234863901184207, 11.66833207932267},
             Row{9, 4.115373097378334, 17.084803451419166},
             // PHEindicatormethods of the UK Health Security Agency
             Row{10, 4.787450, 18.391459},
             Row{100, 81.362105, 121.627938},
         }) {
        CAPTURE(row.count);
        auto const found = count_interval(row.count).value();
        CHECK(found.low == Approx(row.low).epsilon(1e-7));
        CHECK(found.high == Approx(row.high).epsilon(1e-7));
    }
    CHECK(count_interval(0)->low == 0);
    CHECK_FALSE(count_interval(-1));
}

TEST_CASE("the interval of a count contains it and moves up with it, also from 9 to 10") {
    for (std::int64_t count = 0; count < 300; ++count) {
        auto const found = count_interval(count).value();
        auto const next = count_interval(count + 1).value();
        auto const value = static_cast<double>(count);
        bool const holds = found.low <= value && value <= found.high && found.low < next.low &&
                           found.high < next.high;
        if (!holds) FAIL(count);
    }
}

TEST_CASE("the expected count is what the group's cases would give in the reference") {
    // Much of the hard kind: 30 of 100 overdue looks bad beside 15 of 100 in the desk, and is not.
    std::vector<Stratum> strata{{{28, 80}, {140, 400}}, {{2, 20}, {60, 1'200}}};
    auto const found = standardise(strata).value();
    CHECK(found.observed == 30);
    CHECK(found.expected == Approx(29));
    CHECK(found.ratio().value() == Approx(30.0 / 29));
    auto const interval = ratio_interval(found).value();
    auto const counted = count_interval(30).value();
    CHECK(interval.low == Approx(counted.low / 29));
    CHECK(interval.high == Approx(counted.high / 29));
    CHECK(interval.low < 1);
    CHECK(interval.high > 1);

    std::ranges::reverse(strata);
    CHECK(standardise(strata)->expected == Approx(found.expected));
}

TEST_CASE("the desk as a whole is exactly as expected") {
    std::vector<Stratum> const strata{{{7, 20}, {7, 20}}, {{0, 5}, {0, 5}}, {{9, 9}, {9, 9}}};
    CHECK(standardise(strata)->ratio().value() == Approx(1));
}

TEST_CASE("there is no ratio under an expectation of 5, and none without a reference") {
    Standardised const little{3, 4.99};
    CHECK_FALSE(little.ratio());
    CHECK_FALSE(ratio_interval(little));
    CHECK(Standardised{3, 5}.ratio() == 0.6);
    CHECK(ratio_interval({3, 5}));
    CHECK_FALSE(Standardised{3, std::numeric_limits<double>::quiet_NaN()}.ratio());

    auto const nothing = standardise({}).value();
    CHECK(nothing.observed == 0);
    CHECK(nothing.expected == 0);
    CHECK_FALSE(nothing.ratio());

    using Strata = std::vector<Stratum>;
    for (auto const &strata : {Strata{{{1, 4}, {0, 0}}}, Strata{{{-1, 4}, {1, 4}}},
                               Strata{{{1, -4}, {1, 4}}}, Strata{{{1, 4}, {-1, 4}}}})
        CHECK_FALSE(standardise(strata));
    // A kind of case that neither has says nothing.
    CHECK(standardise(Strata{{{0, 0}, {0, 0}}, {{6, 12}, {50, 100}}})->ratio() == 1);
}

TEST_CASE("the funnel has interpolated quantiles of the Poisson distribution") {
    // Spiegelhalter's formula with poisson.ppf, cdf and pmf of scipy 1.10
    struct Row {
        double expected;
        FunnelLimits limits;
    };
    for (auto const &row : {
             Row{5, {{0.10841315910257668, 1.8753117175325529}, {0, 2.554270756327973}}},
             Row{7.3,
                 {{0.27833026317992077, 1.7252723146817277},
                  {0.009012946661372511, 2.2655554636066806}}},
             Row{25,
                 {{0.6070062613142218, 1.3910686876035885},
                  {0.41994130028839877, 1.6538609389888013}}},
             Row{100,
                 {{0.8036633712174712, 1.1958089485211731},
                  {0.7006528426484401, 1.3180475039762414}}},
             Row{1'234.5,
                 {{0.9441937725730983, 1.0557630361404793},
                  {0.9128045630441567, 1.0886904373616288}}},
             Row{50'000,
                 {{0.9912342423820337, 1.0087646984417546},
                  {0.9861985949125424, 1.0138384034252685}}},
         }) {
        CAPTURE(row.expected);
        auto const found = funnel_limits(row.expected).value();
        CHECK(found.warning.low == Approx(row.limits.warning.low).epsilon(1e-7));
        CHECK(found.warning.high == Approx(row.limits.warning.high).epsilon(1e-7));
        CHECK(found.action.low == Approx(row.limits.action.low).epsilon(1e-7));
        CHECK(found.action.high == Approx(row.limits.action.high).epsilon(1e-7));
    }
}

TEST_CASE("a funnel narrows about 1 as the expectation grows, and the outer one is wider") {
    for (double expected = 5; expected < 400; expected += 0.7) {
        auto const found = funnel_limits(expected).value();
        auto const next = funnel_limits(expected + 0.7).value();
        bool const holds =
            0 <= found.action.low && found.action.low < found.warning.low &&
            found.warning.low < 1 && 1 < found.warning.high &&
            found.warning.high < found.action.high && found.warning.low < next.warning.low &&
            next.warning.high < found.warning.high && next.action.high < found.action.high;
        if (!holds) FAIL(expected);
    }
    for (auto const expected : {4.99, 0.0, -1.0, 2e9, std::numeric_limits<double>::infinity(),
                                std::numeric_limits<double>::quiet_NaN()}) {
        CAPTURE(expected);
        CHECK_FALSE(funnel_limits(expected));
    }
}
