#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// The customers whom somebody should call by the policy's call-back rules, for each rule those who
// wait longest first. A customer is on the list of a rule when each of its conditions holds, and
// nobody reached them by that rule yet: or not for so many days, if the rule repeats. A call that
// was declined counts as one that reached them; one without an answer does not, and the customer
// stays on the list. Customers without name, phone number and mail address, whose data were erased,
// are not listed. Days are of 24 hours, back from `now`.
Table due_callbacks(store::Reader &reader, Policy const &policy, Instant now);

}  // namespace dcc::report
