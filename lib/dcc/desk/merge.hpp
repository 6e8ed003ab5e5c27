#pragma once

#include <dcc/desk/customer.hpp>

namespace dcc::desk {

// Merges `other` into `kept`, who is used from then on: takes over what was unknown, with all
// numbers and addresses, and carries the cases; a note names those whose service terms the tier
// would change. Refused as customer_to_change() does for either,
// and as "same_customer" when they are one.
Outcome<CustomerReceipt> merge_customers(ledger::Session &session, CustomerId kept,
                                         CustomerId other);

// Undoes the merge of a customer: what was taken over and not changed since, and the cases that
// were carried and still belong to the other one, are theirs again. Refused as "no_such_customer",
// as "not_merged", and as "merged" when the one that it was merged into is merged itself.
Outcome<CustomerReceipt> split_customer(ledger::Session &session, CustomerId id);

}  // namespace dcc::desk
