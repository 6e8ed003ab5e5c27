#pragma once

#include <dcc/base/error.hpp>
#include <dcc/learn/model.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dcc::learn {

// A category with fewer cases cannot be learned.
inline constexpr std::size_t least_cases = 5;

// A case that a person has classified.
struct Example {
    std::vector<Feature> features;
    std::string category;
    // Who wrote it. What one person alone has written is not learned: it tells nothing about
    // others, and would tell about that person.
    std::int64_t owner = 0;
};

// The examples that can be learned, and how many cannot.
struct Lesson {
    std::vector<std::string> categories;  // in order
    std::vector<Example> examples;
    std::vector<std::size_t> classes;                          // the class of each example
    std::vector<std::pair<std::string, std::size_t>> too_few;  // categories, and their cases
};

// Refused as "too_few_cases" unless two categories have at least least_cases.
Outcome<Lesson> lesson_of(std::vector<Example> examples);

// The classifier that was made of all examples, with calibrated probabilities, and its figures.
// The same examples in the same order give the same model. Neither desk nor time are set. By
// L2-regularised support vector machines, one for each class (LIBLINEAR): R.-E. Fan et al.,
// "LIBLINEAR: A Library for Large Linear Classification", Journal of Machine Learning Research 9
// (2008).
Model train(Lesson const &lesson);

// Figures of cross-validation alone, with the examples shared out in another way for each `round`
// from 0 on. Those of a model are of round 0.
Figures evaluate(Lesson const &lesson, std::uint64_t round);

}  // namespace dcc::learn
