#pragma once

#include <dcc/desk/customer.hpp>

#include <string>

namespace dcc::desk {

// Records a call to a customer by a call-back rule of the policy; `body` is what was said. A call
// without an answer leaves the customer on the list of calls that are due. One transaction. Refused
// as "no_such_customer" and "unknown_rule", and as "no_rule" without a rule.
Outcome<CustomerReceipt> record_callback(ledger::Session &session, CustomerId id,
                                         std::string const &rule, CallbackResult result,
                                         std::string const &body);

}  // namespace dcc::desk
