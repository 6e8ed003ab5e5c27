#include <dcc/stats/apportion.hpp>
#include <dcc/stats/mean_interval.hpp>

#include <array>
#include <numeric>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;

TEST_CASE("Student's quantiles agree with a numerical integration of the density") {
    struct Row {
        std::int64_t degrees;
        double quantile;
    };
    for (auto const &row :
         {Row{1, 12.7062047362}, Row{2, 4.3026527297}, Row{3, 3.1824463053}, Row{4, 2.7764451052},
          Row{9, 2.2621571628}, Row{30, 2.0422724563}, Row{199, 1.9719565443},
          Row{200, 1.9718962236}, Row{1000, 1.9623390808}}) {
        CAPTURE(row.degrees);
        CHECK(student_t95(row.degrees) == doctest::Approx(row.quantile).epsilon(1e-8));
    }
}

TEST_CASE("the interval of a mean has the width of Student's t") {
    std::array const sample{0.9, 0.75, 1.0, 0.6, 0.85};
    auto const interval = mean_interval(sample);
    REQUIRE(interval);
    CHECK(interval->low == doctest::Approx(0.630671685918).epsilon(1e-9));
    CHECK(interval->high == doctest::Approx(1.009328314082).epsilon(1e-9));
    std::array const equal{0.8, 0.8, 0.8};
    auto const narrow = mean_interval(equal);
    REQUIRE(narrow);
    CHECK(narrow->low == 0.8);
    CHECK(narrow->high == 0.8);
    CHECK_FALSE(mean_interval(std::array{0.5}));
    CHECK_FALSE(mean_interval({}));
}

TEST_CASE("each stratum of a sample gets its share, and all of them together the total") {
    using Parts = std::vector<std::int64_t>;
    CHECK(apportion(std::array<std::int64_t, 3>{50, 30, 20}, 10) == Parts{5, 3, 2});
    // 10 * 7/20 = 3.5, 10 * 7/20 = 3.5, 10 * 6/20 = 3: the one that is left goes to the first.
    CHECK(apportion(std::array<std::int64_t, 3>{7, 7, 6}, 10) == Parts{4, 3, 3});
    CHECK(apportion(std::array<std::int64_t, 3>{98, 1, 1}, 10) == Parts{10, 0, 0});
    CHECK(apportion(std::array<std::int64_t, 2>{2, 1}, 9) == Parts{2, 1});
    CHECK(apportion(std::array<std::int64_t, 2>{2, 1}, 0) == Parts{0, 0});
    CHECK(apportion({}, 3).empty());
    for (std::int64_t total = 0; total <= 40; ++total) {
        std::array<std::int64_t, 4> const sizes{13, 1, 17, 9};
        auto const shares = apportion(sizes, total);
        CHECK(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}) == total);
        for (std::size_t i = 0; i < sizes.size(); ++i) CHECK(shares[i] <= sizes[i]);
    }
}
