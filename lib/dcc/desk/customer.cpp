#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/listed.hpp>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using rules::refuse_unlisted;

std::optional<CustomerId> known(store::Reader &reader, CustomerArgs const &args) {
    if (!args.external_id.empty())
        if (auto id = reader.find_external_customer(args.external_id)) return id;
    if (auto const key = phone_key(args.phone); !key.empty())
        if (auto id = reader.find_customer_by_phone(key)) return id;
    if (auto const key = email_key(args.email); !key.empty())
        if (auto id = reader.find_customer_by_email(key)) return id;
    return std::nullopt;
}

CustomerReceipt add(ledger::Session &session, CustomerArgs const &args, Instant at,
                    Dating dated = Dating::clock) {
    CustomerReceipt receipt;
    receipt.item.id = session.writer().next_customer_id();
    session.record(receipt, at, event::CustomerAdded{args}, dated);
    return receipt;
}

}  // namespace

std::optional<std::string> address_note(std::string const &email) {
    if (email.empty() || parse_mail_address(email)) return std::nullopt;
    return fmt::format("\"{}\" is not a valid mail address: no message can be sent to it",
                       printable(email));
}

std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args) {
    if (auto no = refuse_unlisted("tier", args.tier, policy.desk.tiers)) return no;
    if (auto no = refuse_unlisted("language", args.language, policy.desk.languages)) return no;
    return refuse_unlisted("channel", args.preferred_channel, policy.channels);
}

Outcome<std::optional<Customer>> identify(ledger::Session &session, CustomerArgs const &args,
                                          Instant at, Dating dated) {
    if (args.empty()) return std::optional<Customer>{};
    if (args.name.starts_with('K') && CustomerId::parse(args.name)) {
        auto const id = *CustomerId::parse(args.name);
        if (auto customer = ledger::load(session.writer(), id)) return customer;
        return Refusal{"no_such_customer", fmt::format("there is no customer {}", id.text()),
                       Hint{Remedy::find_customer, "find the customer"}};
    }
    if (auto const id = known(session.writer(), args)) return ledger::load(session.writer(), *id);
    return std::optional{add(session, args, at, dated).item};
}

Outcome<CustomerReceipt> add_customer(ledger::Session &session, CustomerArgs const &args) {
    if (auto no = session.refuse(Right::intake_customer)) return *no;
    if (auto no = refuse_customer(session.policy(), args)) return *no;
    if (args.empty())
        return Refusal{
            "empty_customer",
            "no detail of the customer is given",
            Hint{Remedy::give, "give a name, a phone number or a mail address", {"customer"}},
            {"name", "phone", "email"}};
    ledger::Session::Transaction transaction{session};
    if (auto const id = known(session.writer(), args))
        return Refusal{"exists", fmt::format("this customer is {} already", id->text()), {}};
    auto receipt = add(session, args, session.now());
    if (auto note = address_note(args.email))
        receipt.notes.push_back(receipt.item.id.text() + ": " + *note);
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
