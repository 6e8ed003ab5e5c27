#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// How satisfied customers are, for each group of the service cases received in the scope.
//
// Invited are the cases that were resolved at least once; answered are those of them with an answer
// to a survey. Of several answers about a case the last one counts, so that each case speaks once.
// CSAT is the share of 4 and 5 of 5, with Wilson's score interval, and the mean; NPS is in points
// with the interval of stats::net_promoter_score(); CES is the mean effort, 1 to 7, turned so that
// 7 means what the policy says. The dimensions are those of the survey.
//
// Drivers: Spearman's correlation (stats::spearman) of CSAT with each dimension, and with the
// wall-clock time until the first reply and the first resolution, the number of the customer's
// messages and of reopenings; strongest first. Comments: the latest of dissatisfied customers (CSAT
// 1 to 3, or not solved); they need the master key of a protected desk, the rest does not.
//
// Rates and means of fewer answers than least_shown(), and correlations of fewer than
// policy.reports.least_group, are unknown. Compared are the response, CSAT, NPS and solved. The
// cases are the resolved ones, each with its answer.
Sheet satisfaction(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
