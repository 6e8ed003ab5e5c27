#include <dcc/learn/classifier.hpp>

#include <algorithm>
#include <cmath>

namespace dcc::learn {

std::vector<Classifier::Part> Classifier::parts_of(std::span<Feature const> features) const {
    std::vector<Part> parts;
    double sum = 0;
    auto from = ids.begin();
    for (auto const &feature : features) {
        from = std::lower_bound(from, ids.end(), feature.id);
        if (from == ids.end()) break;
        if (*from != feature.id) continue;
        auto const place = static_cast<std::size_t>(from - ids.begin());
        auto const value = double{feature.count} * double{rarity[place]};
        parts.push_back({place, value});
        sum += value * value;
    }
    for (auto &part : parts) part.value /= std::sqrt(sum);
    return parts;
}

std::vector<double> Classifier::scores(std::span<Part const> parts) const {
    std::vector<double> scores{bias.begin(), bias.end()};
    for (auto const &part : parts)
        for (std::size_t i = 0; i < classes; ++i)
            scores[i] += part.value * double{weight(part.place, i)};
    return scores;
}

std::vector<double> softmax(std::span<double const> scores, double temperature) {
    std::vector<double> probabilities;
    probabilities.reserve(scores.size());
    auto const greatest = *std::ranges::max_element(scores);
    double sum = 0;
    for (auto const score : scores)
        sum += probabilities.emplace_back(std::exp((score - greatest) / temperature));
    for (auto &probability : probabilities) probability /= sum;
    return probabilities;
}

}  // namespace dcc::learn
