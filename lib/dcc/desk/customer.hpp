#pragma once

#include <dcc/ledger/change.hpp>
#include <dcc/model/customer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// What is known of a customer; empty is unknown. A name such as "K7" is the id of a customer that
// the desk has. Phone and email are as people write them, and may hold several.
struct CustomerArgs : CustomerFacts {
    std::optional<CustomerId> id;  // of a customer that the desk has, besides the name
    std::vector<Contact> further;  // more numbers and addresses, as texts

    bool empty() const {
        return !id && name.empty() && phone.empty() && email.empty() && external_id.empty() &&
               further.empty();
    }
    friend bool operator==(CustomerArgs const &, CustomerArgs const &) = default;
};

// How a person changes a customer: the facts that are given replace those that are known.
struct CustomerEdit : CustomerArgs {
    std::vector<std::string> cleared;  // names of facts that are not known any more
    std::vector<std::string> removed;  // numbers and addresses that are not theirs any more
    std::vector<std::string> tags;
    std::vector<std::string> untagged;
};

using CustomerReceipt = ledger::ReceiptOf<Customer>;

// Adds a customer. Refused as "exists" when a customer has the same external id, phone number or
// mail address, as "empty_customer" without any of them and without a name, and as
// refuse_customer() does. A text that is no valid number or address is kept, noted, and identifies
// nobody.
Outcome<CustomerReceipt> add_customer(ledger::Session &session, CustomerArgs const &args);

// The refusal when the policy does not list the tier, language or preferred channel, or the consent
// is neither "yes" nor "no"; else nothing.
std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args);

// "no_such_customer".
Refusal no_such(CustomerId id);

// The customer to be changed. Refused as "no_such_customer", and as "merged" when another one is
// used instead.
Outcome<Customer> customer_to_change(ledger::Session &session, CustomerId id);

// Whom a request comes from.
struct Identified {
    std::optional<Customer> customer;
    std::string reply_to;     // the mail address they used, unless they prefer it
    std::vector<Note> notes;  // on what was taken over, kept as a text, or is doubtful
    std::int64_t texts = 0;   // that are no numbers or addresses
    std::int64_t doubts = 0;
};

// Finds the customer, or adds one, within the caller's transaction. Nobody when the arguments are
// empty. The first of these decides: an id such as "K7", the external id, the phone numbers, the
// mail addresses; the name decides nothing, and an external id that differs tells two people apart.
// A merged customer leads to the one that is used. What was unknown of a known customer is taken
// over (rules::take_over()). Another name, and a number or address of somebody else, are recorded
// as doubts about the case. Refused as "no_such_customer" when the name is the id of none. `dated`
// says whether the instant is that of an imported file.
Outcome<Identified> identify(ledger::Session &session, CustomerArgs const &args, Instant at,
                             std::optional<CaseId> about, Dating dated = Dating::clock);

// Changes what is known. A replaced number or address stays theirs. Refused as refuse_customer()
// and customer_to_change() do, as "no_change" when nothing changes, as "bad_contact" when a given
// text is no valid number or address, and as "no_such_contact" when one to remove is not known.
// When the preferred number or address is removed, the next one is preferred.
Outcome<CustomerReceipt> edit_customer(ledger::Session &session, CustomerId id,
                                       CustomerEdit const &edit);

// Adds a note for colleagues. Refused as "empty" without a text.
Outcome<CustomerReceipt> note_customer(ledger::Session &session, CustomerId id,
                                       std::string const &body);

// Records that the doubts about a customer were looked into, or that `other` is somebody else.
// Refused as "no_doubt" when there is none and no other is named.
Outcome<CustomerReceipt> settle_doubts(ledger::Session &session, CustomerId id,
                                       std::optional<CustomerId> other, std::string const &body);

// Gives a case another customer, or one. A merged one leads to the one that is used. Refused as
// "no_such_customer", as "same_customer" when it is theirs already, and as "no_reason" when it
// replaces another one without a reason.
Outcome<ledger::Receipt> set_customer(ledger::Session &session, CaseId id, CustomerId customer,
                                      std::string const &reason = {});

// A note that the next triage would give an open case other service terms if it were this
// customer's; nothing when the terms stay.
std::optional<Note> terms_note(Policy const &policy, Case const &item,
                               CustomerFacts const &customer);

// Records for the open cases of a customer, but for one, which facts they still lack, and notes
// what is complete now. Within the caller's transaction.
std::vector<Note> renew_missing(ledger::Session &session, CustomerId id,
                                std::optional<CaseId> except = {});

}  // namespace dcc::desk
