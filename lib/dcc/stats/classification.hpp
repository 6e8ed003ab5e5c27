#pragma once

#include <dcc/stats/proportion.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dcc::stats {

// How a classifier did on one class.
struct ClassCounts {
    std::int64_t truth = 0;   // items that are of the class
    std::int64_t chosen = 0;  // items that it took for the class
    std::int64_t right = 0;   // both

    Proportion precision() const { return {right, chosen}; }
    Proportion recall() const { return {right, truth}; }
    // The harmonic mean of precision and recall; 0 when nothing was right.
    double f1() const;

    friend bool operator==(ClassCounts const &, ClassCounts const &) = default;
};

// An item: the class that it is of, and the one that it was taken for.
struct Choice {
    std::size_t truth = 0;
    std::size_t chosen = 0;
};

// The counts of each of so many classes, from 0 on.
std::vector<ClassCounts> count_classes(std::size_t classes, std::span<Choice const> choices);

// The mean of the classes' F1, so that a rare class counts as much as a frequent one: D. Lewis,
// "Evaluating Text Categorization", HLT (1991). 0 for no classes.
double macro_f1(std::span<ClassCounts const> classes);

}  // namespace dcc::stats
