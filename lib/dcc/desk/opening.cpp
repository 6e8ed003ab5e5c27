#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/desk/facts.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/opening.hpp>
#include <dcc/desk/repeat.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/classify.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>
#include <iterator>

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
    event.payload = event::CustomerAdded{args.name,       args.phone, args.email,
                                         args.language,   args.tier,  args.preferred_channel,
                                         args.external_id};
    event = session.append(std::move(event));
    Customer customer;
    rules::apply(customer, event);
    session.writer().put(ledger::customer_row(customer));
    return customer;
}

std::optional<std::string> address_note(std::string const &email) {
    if (email.empty() || parse_mail_address(email)) return std::nullopt;
    return fmt::format("\"{}\" is no mail address that a message could go to", printable(email));
}

std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args) {
    if (auto no = refuse_unlisted("tier", args.tier, policy.desk.tiers)) return no;
    if (auto no = refuse_unlisted("language", args.language, policy.desk.languages)) return no;
    return refuse_unlisted("channel", args.preferred_channel, policy.channels);
}

}  // namespace

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

std::vector<std::string> GivenRating::names() const {
    std::vector<std::string> names;
    for (auto const &[name, value] :
         {std::pair{"category", &category}, std::pair{"impact", &impact},
          std::pair{"urgency", &urgency}, std::pair{"priority", &priority}})
        if (!value->empty()) names.emplace_back(name);
    return names;
}

std::optional<Refusal> refuse_rating(Policy const &policy, GivenRating const &said) {
    if (auto no = refuse_unlisted("category", said.category, policy.categories)) return no;
    if (auto no = refuse_unlisted("impact", said.impact, policy.impacts)) return no;
    if (auto no = refuse_unlisted("urgency", said.urgency, policy.urgencies)) return no;
    return refuse_unlisted("priority", said.priority, policy.priorities);
}

std::optional<Refusal> refuse_open(Policy const &policy, OpenArgs const &args, Instant now) {
    if (auto no = refuse_unlisted("channel", args.channel, policy.channels)) return no;
    auto const *channel = policy.channel(args.channel);
    if (!channel)
        return Refusal{"unknown_channel",
                       "no channel is given",
                       Hint{Remedy::give, "give a channel", {"case.channel"}},
                       {"channel"}};
    if (!channel->in_service && args.source.empty())
        return Refusal{"channel_closed",
                       fmt::format("channel \"{}\" is out of service", args.channel),
                       fmt::format("{}: in_service = false", channel->place.text())};
    if (trim(args.subject).empty())
        return Refusal{"empty_text",
                       "the subject is empty",
                       Hint{Remedy::give, "give a subject", {"case.subject"}},
                       {"subject"}};
    if (auto no = refuse_rating(policy, args.rating)) return no;
    if (auto no = refuse_customer(policy, args.customer)) return no;
    if (auto no = refuse_purchase(policy, args.purchase_date, now)) return no;
    if (args.received && *args.received > now) {
        auto const zone = Zone::load(policy.desk.zone);
        return Refusal{"time_to_come",
                       fmt::format("received {} is later than now ({})",
                                   zone.format(*args.received, true), zone.format(now, true)),
                       {},
                       {"received"}};
    }
    return std::nullopt;
}

namespace {

// What the arguments lack of what their category requires.
std::vector<std::string> missing_at_opening(Policy const &policy, OpenArgs const &args,
                                            std::string const &tier) {
    auto const *category = policy.category(args.rating.category);
    if (!category || category->required.empty()) return {};
    Case item;
    item.subject = args.subject;
    item.body = args.body;
    item.product = args.product;
    item.order_no = args.order_no;
    item.serial_no = args.serial_no;
    item.remedy_sought = args.remedy_sought;
    item.purchase_date = args.purchase_date;
    item.external_id = args.external_id;
    item.category = args.rating.category;
    item.given = args.rating.names();
    Customer customer;
    customer.name = args.customer.name;
    customer.phone = args.customer.phone;
    customer.email = args.customer.email;
    customer.language = args.customer.language;
    customer.tier = tier;
    return rules::missing_facts(policy, item, customer);
}

// Within the transaction that opens the case.
std::optional<Refusal> answer_at_once(ledger::Session &session, ledger::Receipt &receipt,
                                      Answer const &answer) {
    if (auto no = rules::refuse_access(session.policy(), session.actor(), Right::case_resolve))
        return no;
    auto resolved = decide_answer(session, receipt.item, answer, true);
    if (!resolved) return resolved.refusal();
    session.record(receipt, session.now(), std::move(*resolved));
    notify(session, receipt, MessageKind::result);
    notify(session, receipt, MessageKind::survey);
    return std::nullopt;
}

}  // namespace

event::Opened opening(Policy const &policy, OpenArgs const &args,
                      std::optional<CustomerId> customer, std::string const &tier) {
    event::Opened opened;
    opened.channel = args.channel;
    opened.customer = customer;
    auto const &said = args.rating;
    opened.category = said.category;
    opened.impact = said.impact;
    opened.urgency = said.urgency;
    opened.priority =
        said.priority.empty()
            ? rules::rate(policy, said.impact, said.urgency, nullptr, said.category).priority
            : said.priority;
    opened.given = said.names();
    opened.product = args.product;
    opened.purchase_date = args.purchase_date;
    opened.external_id = args.external_id;
    opened.source = args.source;
    opened.subject = args.subject;
    opened.body = args.body;
    opened.order_no = args.order_no;
    opened.serial_no = args.serial_no;
    opened.remedy_sought = args.remedy_sought;
    opened.missing = missing_at_opening(policy, args, tier);
    auto const &rule = rules::match_sla(
        policy, {args.channel, said.category, opened.priority, tier, args.product});
    opened.terms = {policy.fingerprint, rule.name};
    return opened;
}

Outcome<ledger::Receipt> open_case(ledger::Session &session, OpenArgs const &args) {
    if (auto no = rules::refuse_access(session.policy(), session.actor(), Right::intake_open))
        return *no;
    if (auto no = refuse_open(session.policy(), args, session.now())) return *no;
    ledger::Session::Transaction transaction{session};
    if (!args.external_id.empty())
        if (auto const id = session.writer().find_external_case(args.external_id))
            return Refusal{
                "exists",
                fmt::format("external id \"{}\" is {} already", args.external_id, id->text()),
                {}};
    auto const at = args.received.value_or(session.now());
    auto customer = identify(session, args.customer, at);
    if (!customer) return customer.refusal();
    auto told = args;
    std::optional<CustomerId> who;
    if (auto const &known = *customer) {  // what the desk knows of them counts as said
        who = known->id;
        told.customer = {known->name,       known->phone, known->email,
                         known->language,   known->tier,  known->preferred_channel,
                         known->external_id};
    }
    ledger::Receipt receipt;
    receipt.item.id = session.writer().next_case_id();
    auto opened = opening(session.policy(), told, who, told.customer.tier);
    auto const earlier = find_repeated(session, receipt.item.id, who, opened.category, at);
    if (earlier) opened.repeat_of = earlier->id;
    session.record(receipt, at, std::move(opened));
    if (args.answer) {
        auto const no = answer_at_once(session, receipt, *args.answer);
        if (no) return *no;
    } else {
        notify(session, receipt, MessageKind::acknowledgement);
        // The acknowledgement asks for what is missing; without one a message of its own does.
        if (!receipt.item.missing.empty() && receipt.item.outgoing.empty())
            notify(session, receipt, MessageKind::missing);
    }
    session.put(receipt.item);
    transaction.commit();
    if (!args.answer)
        std::ranges::move(facts_notes(session.policy(), receipt.item),
                          std::back_inserter(receipt.notes));
    if (auto note = address_note(args.customer.email))
        receipt.notes.push_back(receipt.item.id.text() + ": " + *note);
    if (earlier) receipt.notes.push_back(repeat_note(receipt.item.id, at, *earlier));
    return receipt;
}

}  // namespace dcc::desk
