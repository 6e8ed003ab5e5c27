#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

#include <array>
#include <cstdint>
#include <string>

namespace dcc::report {

// What reviews and samples are grouped by.
inline constexpr std::array quality_dimensions{
    Dimension::person,   Dimension::team,  Dimension::category, Dimension::channel,
    Dimension::priority, Dimension::month, Dimension::quarter,  Dimension::year};

// Reviews of how cases were handled, made in the scope (its bounds are those of the reviews, not of
// the cases): their mean score with the interval of the mean, the reviews without a fault, each
// criterion, the faults of each grade with what followed them, the steps that are still to be done,
// and how far two reviewers of one case agree (with kappa from 30 cases on).
//
// The score of a review is the sum of its points, of the most that the form allowed then. Means of
// fewer reviews than the policy's least group are not shown.
Sheet quality(store::Reader &reader, Policy const &policy, Scope const &scope);

// What is drawn for review.
struct SampleArgs {
    std::string seed;       // any text: the same one draws the same cases
    std::int64_t size = 1;  // how many cases, at least 1
    Scope scope;            // its times are those of the resolution; its groups are the strata
};

// A sample of the service cases and complaints that were resolved in that time and are not open
// now. Each stratum gets its share of the size (stats::apportion), and in each the cases are drawn
// whose digests of seed and id are the smallest, so that neither the other cases nor their order
// matter. The same desk and the same arguments give the same cases.
Sheet quality_sample(store::Reader &reader, Policy const &policy, SampleArgs const &args);

}  // namespace dcc::report
