#pragma once

#include <dcc/base/table.hpp>
#include <dcc/report/scope.hpp>

namespace dcc::report {

// The customers who may leave by the loyalty rules of the policy at scope.as_of, by the first rule
// that applies to each (rules::risk_of), with its reasons and its advice in the language of the
// desk; and how many they were `back` days before. The rules see the cases that the conditions of
// the scope accept, and the answers on these. The interval of the change takes the two times for
// independent; since mostly the same customers are active at both, it is rather too wide.
//
// Cases, complaints and reopenings are of the cases received in the days of a rule, missed
// deadlines of these cases: those of breached clocks, as in sla(). Answers are those given in these
// days, on any case. Tiers and names are those of today. The cases are those of the customers at
// risk that were received in the days of their rule. Customers whose data were erased are listed by
// their id. Reads names, which needs the master key of a protected desk.
Sheet loyalty(store::Reader &reader, Policy const &policy, Scope const &scope, int back);

}  // namespace dcc::report
