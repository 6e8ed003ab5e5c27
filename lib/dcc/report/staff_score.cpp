#include <dcc/report/staff_score.hpp>

#include <algorithm>

namespace dcc::report {

std::optional<double> volume_term(std::int64_t resolved, std::int64_t median) {
    if (median <= 0) return std::nullopt;
    return std::min(100.0, 50.0 * static_cast<double>(resolved) / static_cast<double>(median));
}

std::optional<double> weighted_score(ScoreTerms const &terms, StaffScorePolicy const &weights) {
    double sum = 0;
    double weight = 0;
    auto const add = [&](std::optional<double> const &term, double of) {
        if (!term) return;
        sum += *term * of;
        weight += of;
    };
    add(terms.volume, weights.volume);
    add(terms.speed, weights.speed);
    add(terms.quality, weights.quality);
    add(terms.satisfaction, weights.satisfaction);
    add(terms.reviews, weights.reviews);
    return weight > 0 ? std::optional{sum / weight} : std::nullopt;
}

}  // namespace dcc::report
