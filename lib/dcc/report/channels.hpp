#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// The channels of the cases received in the scope, in the order of the policy; each in the groups
// of scope.by, if there are any.
//
// Share: service cases of the channel among all of them. First response: working time without
// pauses of the clocks of first response that ended, as in sla(). First contact: resolved cases
// whose customer wrote no further message and which were never reopened, among the resolved ones;
// of the customary readings this is the one without further contact. Reopened: among the resolved
// cases. CSAT: as in satisfaction(). Complaint rate: complaints received through the channel per
// 1,000 of its service cases. Speed and satisfaction: Spearman's correlation of CSAT with the
// wall-clock time until the first reply, of each channel and of all.
//
// Shares have Wilson's score interval. Figures of fewer cases than policy.reports.least_group are
// unknown, the share of the channel excepted, which names nobody. Compared are the shares, CSAT and
// the complaint rate. The cases are the service cases and the complaints.
Sheet channels(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
