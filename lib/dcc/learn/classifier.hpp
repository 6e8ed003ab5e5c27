#pragma once

#include <dcc/learn/features.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dcc::learn {

// A linear classifier over the features of texts: each class has a weight for each feature that was
// seen often enough. A text is the vector of its known features, each weighted by how rare it is,
// of length 1.
struct Classifier {
    std::size_t classes = 0;
    std::vector<std::uint32_t> ids;  // of the features, ascending
    std::vector<float> rarity;       // of each feature
    std::vector<float> weights;      // of each feature, class by class
    std::vector<float> bias;         // of each class

    // A known feature of a text: its place in `ids`, and its part of the vector.
    struct Part {
        std::size_t place = 0;
        double value = 0;
    };
    std::vector<Part> parts_of(std::span<Feature const> features) const;

    float weight(std::size_t place, std::size_t of) const { return weights[place * classes + of]; }

    // How much each class is favoured: no probabilities.
    std::vector<double> scores(std::span<Part const> parts) const;

    friend bool operator==(Classifier const &, Classifier const &) = default;
};

// Probabilities of scores, which sum to 1. The larger the temperature, the more equal they are.
std::vector<double> softmax(std::span<double const> scores, double temperature);

}  // namespace dcc::learn
