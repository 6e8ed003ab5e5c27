#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// The customers who may leave by the loyalty rules of the policy at an instant, by the first rule
// that applies to each (rules::risk_of), with its reasons and its advice in the language of the
// desk; and how many they were `back` days before.
//
// Cases, complaints and reopenings are of the cases received in the days of a rule, missed
// deadlines of these cases. Answers are those given in these days, on any case. Tiers and names are
// those of today. Customers whose data were erased are listed by their id. Reads names, which needs
// the master key of a protected desk.
Sheet loyalty(store::Reader &reader, Policy const &policy, Instant as_of, int back);

}  // namespace dcc::report
