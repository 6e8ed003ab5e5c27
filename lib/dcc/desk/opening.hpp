#pragma once

#include <dcc/desk/answer.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/rules/opening.hpp>

#include <optional>

namespace dcc::desk {

// A request as it reaches the desk, and its customer.
struct OpenArgs : rules::Request {
    CustomerArgs customer;
    std::optional<Instant> received;  // now unless given
    std::optional<Answer> answer;     // when it is answered at once: the case is then resolved
};

// Why opening a case with these arguments would be refused; else nothing. Refused as
// rules::refuse_request() and refuse_customer() refuse, as "unlikely_time" when the request is
// received outside the years that calendars support, and as "time_to_come" when after `now`.
std::optional<Refusal> refuse_open(Policy const &policy, OpenArgs const &args, Instant now);

// Tells the customer that the request has arrived. Of a complaint this is the acknowledgement of
// its round, if the policy has it so. Within the caller's transaction.
void acknowledge_by_mail(ledger::Session &session, ledger::Receipt &receipt);

// Refuses an external id that another case has, as "exists". Within the caller's transaction.
std::optional<Refusal> refuse_taken(ledger::Session &session, OpenArgs const &args);

// Opens a case. Whose it is, is decided by identify(). Refused as refuse_open() and decide_answer()
// refuse, and as "exists" when another case has the external id.
Outcome<ledger::Receipt> open_case(ledger::Session &session, OpenArgs const &args);

// Opens a case within the caller's transaction; every case is opened by this function. The customer
// is found or added, the case is recorded, rated and given its service terms, a repeat is linked,
// and an acknowledgement or the answer is sent to the customer. Checks no permission, except
// Right::case_resolve for an answer.
Outcome<ledger::Receipt> open_within(ledger::Session &session, OpenArgs const &args);

}  // namespace dcc::desk
