#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>

namespace dcc::report {

// The clocks of a case with their targets, and the working time elapsed and left at `now`.
Table clocks(rules::AdoptedTerms &adopted, Case const &item, Instant now);

// An account of each clock of a case, for people: each stretch of time with what counted, what did
// not and why, the running total, and the rule that set the target. The counted seconds sum exactly
// to elapsed.
Sheet explain_clocks(rules::AdoptedTerms &adopted, Policy const &policy, Case const &item,
                     Instant now);

// The same rows for programs, in one table that names the clock of each row.
Table accounts(rules::AdoptedTerms &adopted, Case const &item, Instant now);

}  // namespace dcc::report
