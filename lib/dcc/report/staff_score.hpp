#pragma once

#include <dcc/policy/reporting.hpp>

#include <cstdint>
#include <optional>

namespace dcc::report {

// What the score of a person consists of, each from 0 to 100; unknown where it is of too few.
struct ScoreTerms {
    std::optional<double> volume;
    std::optional<double> speed;
    std::optional<double> quality;
    std::optional<double> satisfaction;
    std::optional<double> reviews{};
};

// The volume term: 50 for as many resolved cases as the median of the colleagues, in proportion to
// their number, 100 at most. Nothing when the median is 0.
std::optional<double> volume_term(std::int64_t resolved, std::int64_t median);

// The mean of the known terms by the weights of the policy, 0 to 100. Nothing when no known term
// has a weight.
std::optional<double> weighted_score(ScoreTerms const &terms, StaffScorePolicy const &weights);

}  // namespace dcc::report
