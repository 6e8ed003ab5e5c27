#include <dcc/stats/classification.hpp>

#include <vector>

#include <doctest/doctest.h>

using namespace dcc::stats;
using doctest::Approx;

TEST_CASE("precision, recall and F1 count each class") {
    // Three classes: 0 is right twice and once taken for 1; 1 is right once; 2 is taken for 0.
    std::vector<Choice> const choices{{0, 0}, {0, 0}, {0, 1}, {1, 1}, {2, 0}};
    auto const counts = count_classes(3, choices);
    CHECK(counts[0] == ClassCounts{3, 3, 2});
    CHECK(counts[1] == ClassCounts{1, 2, 1});
    CHECK(counts[2] == ClassCounts{1, 0, 0});
    CHECK(counts[0].precision().share() == Approx(2.0 / 3));
    CHECK(counts[1].recall().share() == Approx(1));
    CHECK_FALSE(counts[2].precision().share());
    // By hand: (2/3 + 2/3 + 0) / 3.
    CHECK(counts[0].f1() == Approx(2.0 / 3));
    CHECK(counts[1].f1() == Approx(2.0 / 3));
    CHECK(counts[2].f1() == 0);
    CHECK(macro_f1(counts) == Approx(4.0 / 9));
    CHECK(macro_f1({}) == 0);
}
