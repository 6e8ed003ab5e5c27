#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// What a customer gave of themselves: numbers and addresses are read and stand apart from the
// facts, the usable ones before texts that are none.
struct GivenCustomer {
    CustomerFacts facts;  // without phone and email
    std::vector<Contact> contacts;

    // The first usable number or address; null when there is none.
    Contact const *first(ContactKind kind) const;

    // The facts with these two.
    CustomerFacts usable() const;
};

// Reads the facts by the policy's country. `further` are more numbers and addresses, as texts. The
// name in "Max <max@example.com>" counts if no name is given.
GivenCustomer read_customer(Policy const &policy, CustomerFacts const &facts,
                            std::vector<Contact> const &further = {});

// Whether two names are written alike, but for case, width and blanks.
bool is_same_name(std::string_view one, std::string_view other);

// Whether the customer has the number, the address, or the text that is neither.
bool has_contact(Customer const &customer, Contact const &contact);

// The events of a new customer.
std::vector<event::Payload> adding(GivenCustomer const &given);

// What becomes of facts that a known customer gives.
struct TakeOver {
    std::vector<event::Payload> events;
    std::vector<Note> notes;
    std::vector<event::CustomerDoubted> doubts;
};

// What was unknown is taken over. Another number or address is added to the known ones, a text that
// is none is kept, another name is a doubt, and a fact that differs is only noted.
TakeOver take_over(Customer const &customer, GivenCustomer const &given);

// The events by which a person corrects what is known: what they give replaces it. A number or
// address that is replaced stays the customer's.
std::vector<event::Payload> correction(Customer const &customer, GivenCustomer const &given);

// A note for each text that is no valid number or address.
std::vector<Note> unusable_notes(GivenCustomer const &given);

}  // namespace dcc::rules
