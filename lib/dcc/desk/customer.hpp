#pragma once

#include <dcc/ledger/change.hpp>
#include <dcc/model/customer.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Who a customer is, as far as it was said. Empty is unknown. The name may be "K7": a customer the
// desk knows.
struct CustomerArgs : CustomerFacts {
    bool empty() const {
        return name.empty() && phone.empty() && email.empty() && external_id.empty();
    }
};

using CustomerReceipt = ledger::ReceiptOf<Customer>;

// Adds a customer. Refused as "exists" when the external id, phone or mail address is known.
Outcome<CustomerReceipt> add_customer(ledger::Session &session, CustomerArgs const &args);

// Refused when tier, language or preferred channel is not the policy's.
std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args);

// The customer the arguments speak of, found or (within the caller's transaction) added; none when
// they say nothing.
Outcome<std::optional<Customer>> identify(ledger::Session &session, CustomerArgs const &args,
                                          Instant at);

// A note when a mail address is given that no message could go to.
std::optional<std::string> address_note(std::string const &email);

}  // namespace dcc::desk
