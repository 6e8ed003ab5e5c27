#include <dcc/stats/tails.hpp>

#include <cstdint>
#include <initializer_list>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

TEST_CASE("the tails of binomial counts are those of scipy") {
    // binom.sf(count - 1, n, p) of scipy 1.10
    struct Row {
        std::int64_t count;
        std::int64_t n;
        double p;
        double tail;
    };
    for (auto const &row : {
             Row{3, 10, 0.5, 0.9453125},
             Row{0, 5, 0.3, 1},
             Row{60, 100, 0.5, 0.02844396682049044},
             Row{40, 100, 0.5, 0.9823998998911476},
             Row{7, 7, 0.9, 0.4782969},
             Row{500'000, 1'000'000, 0.5, 0.5003989421806669},
             Row{6, 5, 0.5, 0},
         }) {
        CAPTURE(row.count);
        CAPTURE(row.n);
        CHECK(binomial_at_least(row.count, row.n, row.p) == Approx(row.tail).epsilon(1e-9));
    }
}

TEST_CASE("the tails of Poisson counts are those of scipy") {
    // poisson.cdf(count, mean) of scipy 1.10
    struct Row {
        std::int64_t count;
        double mean;
        double tail;
    };
    for (auto const &row : {
             Row{0, 5, 0.006737946999085468},
             Row{3, 5, 0.2650259152973616},
             Row{2, 2.5, 0.5438131158833297},
             Row{20, 10, 0.998411739338142},
             Row{80, 100, 0.022649176642255638},
             Row{60, 30, 0.9999995515359782},
             Row{1'100, 1'234.5, 5.195083481336584e-05},
             Row{100'000, 1e5, 0.5008410430993401},
             Row{-1, 3, 0},
         }) {
        CAPTURE(row.count);
        CAPTURE(row.mean);
        CHECK(poisson_at_most(row.count, row.mean) == Approx(row.tail).epsilon(1e-9));
    }
}

TEST_CASE("a tail never grows as it begins later, whichever side is summed") {
    for (std::int64_t count = 0; count < 300; ++count) {
        bool const falls =
            binomial_at_least(count, 300, 0.37) >= binomial_at_least(count + 1, 300, 0.37);
        bool const grows = poisson_at_most(count, 111) <= poisson_at_most(count + 1, 111);
        if (!falls || !grows) FAIL(count);
    }
}
