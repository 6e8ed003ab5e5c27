#include <dcc/learn/calibration.hpp>
#include <dcc/learn/classifier.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace dcc::learn {
namespace {

// The derivative of the sum of losses by 1 / temperature, which grows with it: the expected score
// minus that of the targets.
double slope(std::span<HeldOut const> rows, double inverse) {
    double const doubt = 1 / (static_cast<double>(rows.size()) + 2);
    double sum = 0;
    for (auto const &row : rows) {
        auto const probabilities = softmax(row.scores, 1 / inverse);
        auto const share = doubt / static_cast<double>(row.scores.size() - 1);
        for (std::size_t i = 0; i < row.scores.size(); ++i)
            sum += (probabilities[i] - (i == row.truth ? 1 - doubt : share)) * row.scores[i];
    }
    return sum;
}

}  // namespace

double fit_temperature(std::span<HeldOut const> rows) {
    if (rows.empty()) return 1;
    double low = 0.01;
    double high = 100;
    constexpr int halvings = 50;
    for (int i = 0; i < halvings; ++i) {
        auto const middle = std::sqrt(low * high);
        (slope(rows, middle) < 0 ? low : high) = middle;
    }
    return 1 / std::sqrt(low * high);
}

double log_loss(std::span<HeldOut const> rows, double temperature) {
    double sum = 0;
    for (auto const &row : rows) sum -= std::log(softmax(row.scores, temperature)[row.truth]);
    return sum / static_cast<double>(rows.size());
}

double limit_for(double precision, std::vector<Judged> judged) {
    std::ranges::sort(judged, std::greater{}, &Judged::probability);
    double limit = 2;
    std::size_t right = 0;
    for (std::size_t i = 0; i < judged.size(); ++i) {
        if (judged[i].is_right()) ++right;
        bool const ends_tie =
            i + 1 == judged.size() || judged[i + 1].probability < judged[i].probability;
        if (ends_tie && static_cast<double>(right) >= precision * static_cast<double>(i + 1))
            limit = judged[i].probability;
    }
    return limit;
}

}  // namespace dcc::learn
