#pragma once

#include <dcc/report/scope.hpp>

#include <vector>

namespace dcc::report {

// The reviews of how cases were handled that were made in the scope, as they were at its instant,
// in the order of cases and numbers. Its bounds are those of the reviews; its conditions are not
// applied.
std::vector<store::QualityReviewRow> reviews_of(store::Reader &reader, Scope const &scope);

// The points of a review, of the most that the form allowed: 0 to 1.
double score_of(store::QualityReviewRow const &review);

}  // namespace dcc::report
