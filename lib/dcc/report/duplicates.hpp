#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

namespace dcc::report {

// Who may be whom, in the order of customers: customers who have the same number or address, in any
// spelling, and doubts that were recorded with a case. Merged customers, settled doubts, and pairs
// of which a doubt was settled are left out. Reads all customers.
Table duplicates(store::Reader &reader, Policy const &policy);

}  // namespace dcc::report
