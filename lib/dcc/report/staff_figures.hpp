#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// What people or teams did with the service cases received in the scope; people unless scope.by
// says team. A case belongs to who has it at scope.as_of.
//
// Handling time: working time without pauses of the resolution clocks that ended. In time: met
// resolution deadlines among those met or missed. Reopened: of the resolved cases. CSAT: as in
// satisfaction(). Score: weighted_score() of volume_term(), of the share in time, of the share of
// resolved cases never reopened and of CSAT, and, if the policy weighs it, of the mean score of the
// reviews of these cases made until scope.as_of, each of who had the case then; all but the first
// in percent.
//
// Missed deadlines are compared with the number to be expected from the kinds of cases: indirect
// standardisation over category, priority and channel (stats::standardise), the desk being the
// reference; ratios and funnel limits under an expectation of 5 are unknown.
//
// Training: for each, the category with the greatest excess of missed deadlines, or of answers of 1
// to 3 of 5, over what the rest of the desk would have had; Newcombe's interval of the difference
// of the shares. It is the greatest of many, so that the interval is a little too narrow.
//
// Figures of fewer than policy.reports.least_group are unknown. Compared are the shares in time and
// reopened, and CSAT. The cases are the service cases.
Sheet staff_figures(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
