#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// Complaints received in a period, by group: how many, also per 1,000 service cases received in the
// same time, how many are open and were replied to, whether in time, how long the reply took, how
// many went to a second round, what was decided and what the complainants made of it; how
// satisfied they were with the replies of each round; and the remedies that were granted for them,
// by kind and currency.
//
// The rate of a group has the service cases of the period below it, and where the group or a
// condition is of something that service cases have too, those of the same month, channel and so
// on. A clock of acknowledge or reply
// that is not ended and past its deadline is late. The time to reply is wall-clock time from the
// start of a round's clock to the reply. Decisions and outcomes are the last ones of a complaint.
// Silence is never counted as acceptance. Every share and rate has its Wilson score interval.
// Complaints of older desks, which follow the lifecycle of service cases, are not counted. Compared
// are the rate and the shares.
Sheet complaints(store::Reader &reader, Policy const &policy, Scope const &scope);

}  // namespace dcc::report
