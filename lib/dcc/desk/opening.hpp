#pragma once

#include <dcc/desk/answer.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/rules/opening.hpp>

#include <optional>

namespace dcc::desk {

// What is known when a request reaches the desk, and from whom it is.
struct OpenArgs : rules::Request {
    CustomerArgs customer;
    std::optional<Instant> received;  // when it reached us; else now
    std::optional<Answer> answer;     // given at once, while the customer waited
};

// What opening a case with these arguments would be refused for: what rules::refuse_request() and
// refuse_customer() refuse, and as "time_to_come" a request received after `now`.
std::optional<Refusal> refuse_open(Policy const &policy, OpenArgs const &args, Instant now);

// Opens a case. A customer with the same external id, phone or mail address is the same customer;
// a name alone never is. Refused as "exists" when the external id is taken.
Outcome<ledger::Receipt> open_case(ledger::Session &session, OpenArgs const &args);

// The one way in which a case is opened, within the caller's transaction: the customer is found or
// added, the case is recorded, rated and given its service terms, a repeat is linked, and the
// customer is sent an acknowledgement, or the answer. Needs no permission of its own.
Outcome<ledger::Receipt> open_within(ledger::Session &session, OpenArgs const &args);

}  // namespace dcc::desk
