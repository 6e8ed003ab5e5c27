#include "../random.hpp"
#include <dcc/stats/paired.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using dcc::test::Random;
using doctest::Approx;

namespace {

// Rows: what the first reviewer said; columns: what the second did.
using Table = std::vector<std::vector<int>>;

std::vector<Judgements> cases(Table const &table) {
    std::vector<Judgements> result;
    for (std::size_t row = 0; row < table.size(); ++row)
        for (std::size_t column = 0; column < table.size(); ++column)
            result.insert(result.end(), static_cast<std::size_t>(table[row][column]),
                          {static_cast<std::int64_t>(row), static_cast<std::int64_t>(column)});
    return result;
}

}  // namespace

TEST_CASE("kappa and its interval are those of statsmodels") {
    // cohens_kappa of statsmodels 0.13; the first three tables are Wikipedia's examples.
    struct Row {
        Table table;
        double kappa;
        double low;
        double high;
    };
    for (auto const &row : {
             Row{{{20, 5}, {10, 15}}, 0.4, 0.151092290476661, 0.6489077095233389},
             Row{{{45, 15}, {25, 15}},
                 0.13043478260869554,
                 -0.06293827779258965,
                 0.3238078430099807},
             Row{{{25, 35}, {5, 35}}, 0.25925925925925924, 0.10802896398337367, 0.4104895545351448},
             Row{{{44, 5, 1}, {7, 20, 3}, {9, 5, 6}},
                 0.49152542372881347,
                 0.35015820121748686,
                 0.6328926462401401},
             Row{{{9, 1, 0, 0}, {2, 7, 1, 0}, {0, 1, 8, 2}, {1, 0, 1, 6}},
                 0.691292875989446,
                 0.5151307152486952,
                 0.8674550367301967},
             // -1.054 there, which kappa cannot be
             Row{{{0, 3}, {5, 2}}, -0.6, -1, -0.14555877585707844},
         }) {
        CAPTURE(row.kappa);
        auto const found = kappa(cases(row.table)).value();
        CHECK(found.kappa == Approx(row.kappa).epsilon(1e-12));
        REQUIRE(found.interval);
        CHECK(found.interval->low == Approx(row.low).epsilon(1e-9));
        CHECK(found.interval->high == Approx(row.high).epsilon(1e-9));
    }
    auto const first = kappa(cases({{20, 5}, {10, 15}})).value();
    CHECK(first.agreed.count == 35);
    CHECK(first.agreed.n == 50);
    CHECK(first.expected == Approx(0.5));
}

TEST_CASE("complete agreement is 1, complete disagreement of two is -1, both without interval") {
    for (auto const &table : {Table{{7, 0}, {0, 3}}, Table{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}) {
        auto const found = kappa(cases(table)).value();
        CHECK(found.kappa == 1);
        CHECK(found.agreed.count == found.agreed.n);
        CHECK_FALSE(found.interval);
    }
    auto const found = kappa(cases({{0, 5}, {5, 0}})).value();
    CHECK(found.kappa == -1);
    CHECK_FALSE(found.interval);
}

TEST_CASE("without cases, or with one category only, chance says as much as the reviewers") {
    CHECK_FALSE(kappa({}));
    CHECK_FALSE(kappa(cases({{12}})));
    // One of them used a second category: no better than chance, and known.
    CHECK(kappa(cases({{11, 1}, {0, 0}}))->kappa == Approx(0));
}

TEST_CASE("kappa does not ask who was first, in which order, or how categories are numbered") {
    Random random{51};
    for (int run = 0; run < 300; ++run) {
        std::vector<Judgements> judged;
        auto const n = 2 + random.below(60);
        for (std::int64_t i = 0; i < n; ++i) {
            auto const first = random.below(4);
            judged.push_back({first, random.one_in(2) ? first : random.below(4)});
        }
        auto const found = kappa(judged);
        if (!found) continue;
        auto other = judged;
        std::ranges::reverse(other);
        for (auto &[first, second] : other) {
            std::swap(first, second);
            first = 1'000 - 7 * first;
            second = 1'000 - 7 * second;
        }
        auto const again = kappa(other).value();
        CHECK(again.kappa == Approx(found->kappa));
        CHECK(again.interval.has_value() == found->interval.has_value());
        CHECK(-1 <= found->kappa);
        CHECK(found->kappa <= 1);
        if (!found->interval) continue;
        CHECK(again.interval->low == Approx(found->interval->low));
        CHECK(found->interval->low < found->kappa);
        CHECK(found->kappa < found->interval->high);

        auto twice = judged;
        twice.insert(twice.end(), judged.begin(), judged.end());
        auto const more = kappa(twice).value();
        CHECK(more.kappa == Approx(found->kappa));
        CHECK(more.interval->high - more.interval->low <
              found->interval->high - found->interval->low);
    }
}

TEST_CASE("McNemar's test is exact, as that of statsmodels") {
    // mcnemar(exact=True) of statsmodels 0.13; the ninth row is McNemar's kind of table on
    // Wikipedia.
    struct Row {
        Disagreements given;
        double p;
    };
    for (auto const &row : {
             Row{{5, 15}, 0.04138946533203125},
             Row{{0, 6}, 0.03125},
             Row{{1, 9}, 0.021484375},
             Row{{12, 12}, 1},
             Row{{3, 2}, 1},
             Row{{0, 1}, 1},
             Row{{40, 70}, 0.005447429511444476},
             Row{{500, 400}, 0.0009564441369189373},
             Row{{121, 59}, 4.4344492637551645e-06},
             Row{{1'000, 1'100}, 0.030720707864242486},
         }) {
        CAPTURE(row.given.only_first);
        CAPTURE(row.given.only_second);
        CHECK(mcnemar(row.given).value() == Approx(row.p).epsilon(1e-9));
        CHECK(mcnemar({row.given.only_second, row.given.only_first}) == mcnemar(row.given));
    }
    CHECK_FALSE(mcnemar({0, 0}));
    CHECK_FALSE(mcnemar({-1, 5}));
    CHECK_FALSE(mcnemar({5, -1}));
}
