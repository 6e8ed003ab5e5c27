#pragma once

#include <dcc/ledger/change.hpp>
#include <dcc/model/customer.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// What is known of a customer; empty is unknown. A name such as "K7" is the id of a customer that
// the desk has.
struct CustomerArgs : CustomerFacts {
    bool empty() const {
        return name.empty() && phone.empty() && email.empty() && external_id.empty();
    }
};

using CustomerReceipt = ledger::ReceiptOf<Customer>;

// Adds a customer. Refused as "exists" when a customer has the same external id, phone number or
// mail address, as "empty_customer" without any of them and without a name, and as
// refuse_customer() does.
Outcome<CustomerReceipt> add_customer(ledger::Session &session, CustomerArgs const &args);

// The refusal when the policy does not list the tier, language or preferred channel; else nothing.
std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args);

// Finds the customer, or adds one within the caller's transaction. Nothing when the arguments are
// empty. Refused as "no_such_customer" when the name is the id of none. `dated` says whether the
// instant is that of an imported file.
Outcome<std::optional<Customer>> identify(ledger::Session &session, CustomerArgs const &args,
                                          Instant at, Dating dated = Dating::clock);

// A note when the mail address is not valid; nothing when it is valid or empty.
std::optional<std::string> address_note(std::string const &email);

}  // namespace dcc::desk
