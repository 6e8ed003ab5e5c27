#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/timeline.hpp>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using rules::refuse_unlisted;

Customer load_customer(store::Reader &reader, CustomerId id) {
    Customer customer;
    for (auto const &event : reader.events(id)) rules::apply(customer, event);
    return customer;
}

std::optional<CustomerId> known(store::Reader &reader, CustomerArgs const &args) {
    if (!args.external_id.empty())
        if (auto id = reader.find_external_customer(args.external_id)) return id;
    if (auto const key = phone_key(args.phone); !key.empty())
        if (auto id = reader.find_customer_by_phone(key)) return id;
    if (auto const key = email_key(args.email); !key.empty())
        if (auto id = reader.find_customer_by_email(key)) return id;
    return std::nullopt;
}

Customer add(ledger::Session &session, CustomerArgs const &args, Instant at) {
    Event event;
    event.customer_id = session.writer().next_customer_id();
    event.at = at;
    event.recorded_at = session.now();
    event.actor = session.actor();
    event.payload = event::CustomerAdded{args};
    event = session.append(std::move(event));
    Customer customer;
    rules::apply(customer, event);
    session.writer().put(ledger::customer_row(customer));
    return customer;
}

}  // namespace

std::optional<std::string> address_note(std::string const &email) {
    if (email.empty() || parse_mail_address(email)) return std::nullopt;
    return fmt::format("\"{}\" is no mail address that a message could go to", printable(email));
}

std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args) {
    if (auto no = refuse_unlisted("tier", args.tier, policy.desk.tiers)) return no;
    if (auto no = refuse_unlisted("language", args.language, policy.desk.languages)) return no;
    return refuse_unlisted("channel", args.preferred_channel, policy.channels);
}

Outcome<std::optional<Customer>> identify(ledger::Session &session, CustomerArgs const &args,
                                          Instant at) {
    if (args.empty()) return std::optional<Customer>{};
    if (args.name.starts_with('K') && CustomerId::parse(args.name)) {
        auto const id = *CustomerId::parse(args.name);
        if (!session.writer().find(id))
            return Refusal{"no_such_customer", fmt::format("there is no customer {}", id.text()),
                           Hint{Remedy::find_customer, "find the customer"}};
        return std::optional{load_customer(session.writer(), id)};
    }
    if (auto const id = known(session.writer(), args))
        return std::optional{load_customer(session.writer(), *id)};
    return std::optional{add(session, args, at)};
}

Outcome<CustomerReceipt> add_customer(ledger::Session &session, CustomerArgs const &args) {
    if (auto no = rules::refuse_access(session.policy(), session.actor(), Right::intake_customer))
        return *no;
    if (auto no = refuse_customer(session.policy(), args)) return *no;
    if (args.empty())
        return Refusal{
            "empty_customer",
            "nothing is said of the customer",
            Hint{Remedy::give, "give a name, a phone number or a mail address", {"customer"}},
            {"name", "phone", "email"}};
    ledger::Session::Transaction transaction{session};
    if (auto const id = known(session.writer(), args))
        return Refusal{"exists", fmt::format("this customer is {} already", id->text()), {}};
    CustomerReceipt receipt{add(session, args, session.now()), true, {}};
    if (auto note = address_note(args.email))
        receipt.notes.push_back(receipt.customer.id.text() + ": " + *note);
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
