#pragma once

#include <dcc/desk/answer.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/model/customer.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Who a customer is, as far as it was said. Empty is unknown.
struct CustomerArgs {
    std::string name;  // or "K7": a customer the desk knows
    std::string phone;
    std::string email;
    std::string language;
    std::string tier;
    std::string preferred_channel;
    std::string external_id;

    bool empty() const {
        return name.empty() && phone.empty() && email.empty() && external_id.empty();
    }
};

// A customer that was found or made.
struct CustomerReceipt {
    Customer customer;
    bool added = false;
    std::vector<Note> notes;  // what the person at the desk should know
};

// Adds a customer. Refused as "exists" when the external id, phone or mail address is known.
Outcome<CustomerReceipt> add_customer(ledger::Session &session, CustomerArgs const &args);

// What somebody says of a case instead of leaving it to the policy; empty is left to it.
struct GivenRating {
    std::string category;
    std::string impact;
    std::string urgency;
    std::string priority;

    // The names of those that were said.
    std::vector<std::string> names() const;

    friend bool operator==(GivenRating const &, GivenRating const &) = default;
};

// Refused as "unknown_category", … when the policy has no such word.
std::optional<Refusal> refuse_rating(Policy const &policy, GivenRating const &said);

// What is said when a matter reaches the desk.
struct OpenArgs {
    std::string channel;
    CustomerArgs customer;
    std::string subject;
    std::string body;
    GivenRating rating;
    std::string product;
    std::string order_no;
    std::string serial_no;
    std::string remedy_sought;
    std::string external_id;
    std::string source;
    std::optional<Date> purchase_date;
    std::optional<Instant> received;  // when it reached us; else now
    std::optional<Answer> answer;     // given at once, while the customer waited
};

// What opening a case with these words would be refused for: an unknown channel or one out of
// service, an unknown category, impact, urgency or tier, no subject, a time to come, …
std::optional<Refusal> refuse_open(Policy const &policy, OpenArgs const &args, Instant now);

// The first event of a case: rated, and promised what the policy's rules promise for it. Pure.
event::Opened opening(Policy const &policy, OpenArgs const &args,
                      std::optional<CustomerId> customer, std::string const &tier);

// Takes a matter in. A customer with the same external id, phone or mail address is the same
// customer; a name alone never is. Refused as "exists" when the external id is taken.
Outcome<ledger::Receipt> open_case(ledger::Session &session, OpenArgs const &args);

// The customer the arguments speak of, found or (within the caller's transaction) added; none when
// they say nothing.
Outcome<std::optional<Customer>> identify(ledger::Session &session, CustomerArgs const &args,
                                          Instant at);

}  // namespace dcc::desk
