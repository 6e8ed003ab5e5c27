#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>

namespace dcc::report {

// The clocks of a case with their targets, and the time elapsed and left.
Table clocks(rules::AdoptedTerms &adopted, Case const &item, Instant now);

// Each clock of a case with its own account, row by row: what counted, what did not and why, the
// running total, and the rule that set the target. The counted seconds sum exactly to elapsed.
// For people; accounts() has the same rows for programs, in one table that names each row's clock.
Sheet explain_clocks(rules::AdoptedTerms &adopted, Policy const &policy, Case const &item,
                     Instant now);
Table accounts(rules::AdoptedTerms &adopted, Case const &item, Instant now);

}  // namespace dcc::report
