#include <dcc/base/text.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/identity.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;
using rules::GivenCustomer;
using rules::refuse_unlisted;

// The customer named by the arguments as "K7".
std::optional<CustomerId> named(CustomerArgs const &args) {
    return args.name.starts_with('K') ? CustomerId::parse(args.name) : std::nullopt;
}

// By the name or apart from it.
std::optional<CustomerId> chosen(CustomerArgs const &args) {
    return args.id ? args.id : named(args);
}

std::optional<CustomerId> owner_of(store::Reader &reader, Contact const &contact) {
    if (contact.key.empty()) return std::nullopt;
    auto const id = contact.kind == ContactKind::phone
                        ? reader.find_customer_by_phone(phone_keys(contact.key, contact.text))
                        : reader.find_customer_by_email(contact.key);
    return id ? std::optional{reader.used(*id)} : std::nullopt;
}

// Whose the given numbers and addresses are, in their order.
std::vector<std::optional<CustomerId>> owners_of(store::Reader &reader,
                                                 GivenCustomer const &given) {
    std::vector<std::optional<CustomerId>> owners;
    for (auto const &contact : given.contacts) owners.push_back(owner_of(reader, contact));
    return owners;
}

// By external id, else by the numbers and addresses.
std::optional<CustomerId> known(store::Reader &reader, GivenCustomer const &given,
                                std::vector<std::optional<CustomerId>> const &owners) {
    auto const &external = given.facts.external_id;
    if (!external.empty())
        if (auto const id = reader.find_external_customer(external)) return reader.used(*id);
    for (auto const &owner : owners) {
        if (!owner) continue;
        if (external.empty()) return owner;
        if (reader.find(*owner)->external_id.empty()) return owner;
    }
    return std::nullopt;
}

// A number or address that is somebody else's.
std::vector<event::CustomerDoubted> doubts_of(GivenCustomer const &given,
                                              std::vector<std::optional<CustomerId>> const &owners,
                                              CustomerId id) {
    std::vector<event::CustomerDoubted> doubts;
    for (std::size_t i = 0; i < owners.size(); ++i)
        if (owners[i] && *owners[i] != id) {
            auto const &contact = given.contacts[i];
            doubts.push_back(
                {contact.kind == ContactKind::phone ? DoubtKind::phone : DoubtKind::email,
                 contact.text,
                 owners[i],
                 {}});
        }
    return doubts;
}

Note note_of(Customer const &customer, event::CustomerDoubted const &doubt) {
    auto const id = customer.id.text();
    if (doubt.kind == DoubtKind::name)
        return {say("{} is known as {}, and {} was given: the number or address decides", id,
                    printable(customer.name), printable(doubt.said)),
                Hint{Remedy::list_doubts, "settle it in the list of doubts"}};
    auto text = say("{} is a number or address of {}, and {} is used", printable(doubt.said),
                    doubt.other->text(), id);
    if (!doubt.about)
        return {std::move(text), Hint{Remedy::list_doubts, "settle it in the list of doubts"}};
    return {std::move(text), Hint{Remedy::choose_customer,
                                  "give the case the other one",
                                  {doubt.about->text(), doubt.other->text()}}};
}

bool is_recorded(Customer const &customer, event::CustomerDoubted const &doubt) {
    return std::ranges::any_of(customer.doubts, [&](Doubt const &known) {
        return known.kind == doubt.kind && known.said == doubt.said && known.other == doubt.other;
    });
}

// Records the doubts that are new, and notes all.
void record_doubts(ledger::Session &session, CustomerReceipt &receipt, Instant at,
                   std::vector<event::CustomerDoubted> doubts, Dating dated) {
    for (auto &doubt : doubts) {
        receipt.notes.push_back(note_of(receipt.item, doubt));
        if (!is_recorded(receipt.item, doubt)) session.record(receipt, at, std::move(doubt), dated);
    }
}

CustomerReceipt add(ledger::Session &session, GivenCustomer const &given, Instant at,
                    Dating dated = Dating::clock) {
    CustomerReceipt receipt;
    receipt.item.id = session.writer().next_customer_id();
    session.record(receipt, at, rules::adding(given), dated);
    return receipt;
}

// The same without what is somebody else's.
GivenCustomer without_others(GivenCustomer given,
                             std::vector<std::optional<CustomerId>> const &owners, CustomerId id) {
    std::vector<Contact> own;
    for (std::size_t i = 0; i < owners.size(); ++i)
        if (!owners[i] || *owners[i] == id) own.push_back(std::move(given.contacts[i]));
    given.contacts = std::move(own);
    return given;
}

bool is_merely_id(GivenCustomer const &given) {
    return given.facts == CustomerFacts{} && given.contacts.empty();
}

// The event that prefers the first of the customer's other numbers or addresses, and takes it out
// of them; without one, the customer has none any more.
Payloads promotion(Customer const &customer, ContactKind kind) {
    event::CustomerChanged changed;
    for (std::size_t i = 0; i < customer.contacts.size(); ++i) {
        auto const &contact = customer.contacts[i];
        if (contact.kind != kind || contact.key.empty()) continue;
        (kind == ContactKind::phone ? changed.phone : changed.email) = contact.text;
        if (kind == ContactKind::phone) changed.phone_key = contact.key;
        return {event::ContactRemoved{static_cast<int>(i) + 1}, std::move(changed)};
    }
    changed.cleared = {std::string{word(kind)}};
    return {std::move(changed)};
}

// The events by which the customer loses the number or address that the text names.
Outcome<Payloads> removal(Policy const &policy, Customer const &customer, std::string const &text) {
    CustomerFacts facts;
    (text.find('@') == std::string::npos ? facts.phone : facts.email) = text;
    auto const given = rules::read_customer(policy, facts);
    for (auto const &wanted : given.contacts) {
        for (std::size_t i = 0; i < customer.contacts.size(); ++i) {
            auto const &contact = customer.contacts[i];
            if (contact.text == text ||
                (!wanted.key.empty() && contact.kind == wanted.kind && contact.key == wanted.key))
                return Payloads{event::ContactRemoved{static_cast<int>(i) + 1}};
        }
        if (rules::has_contact(customer, wanted)) return promotion(customer, wanted.kind);
    }
    return Refusal{"no_such_contact",
                   say("{} has no number or address \"{}\"", customer.id.text(), printable(text)),
                   Hint{Remedy::show_customer, "see what the customer has", {customer.id.text()}}};
}

// Removes a number or address, and notes which one is preferred instead.
std::optional<Refusal> remove_contact(ledger::Session &session, CustomerReceipt &receipt,
                                      std::string const &text) {
    auto const before = receipt.item;
    auto removed = removal(session.policy(), receipt.item, text);
    if (!removed) return removed.refusal();
    session.record(receipt, session.now(), std::move(*removed));
    for (auto const member : {&Customer::phone, &Customer::email})
        if (auto const &now = receipt.item.*member; !now.empty() && now != before.*member)
            receipt.notes.emplace_back(say("{}: {} is preferred now", before.id.text(), now));
    return std::nullopt;
}

std::optional<Refusal> refuse_unusable(GivenCustomer const &given) {
    auto notes = rules::unusable_notes(given);
    if (notes.empty()) return std::nullopt;
    auto const &contact = given.contacts.back();
    return Refusal{"bad_contact",
                   say("\"{}\" is not a valid {}", printable(contact.text),
                       contact.kind == ContactKind::phone ? "phone number" : "mail address"),
                   "record it as a note",
                   {std::string{word(contact.kind)}}};
}

// Changes a customer by the events that `decide` gives, in one transaction.
template <class Decide>
Outcome<CustomerReceipt> change_customer(ledger::Session &session, CustomerId id,
                                         Decide const &decide) {
    if (auto no = session.refuse(Right::intake_customer)) return *no;
    ledger::Session::Transaction transaction{session};
    auto customer = customer_to_change(session, id);
    if (!customer) return customer.refusal();
    CustomerReceipt receipt{std::move(*customer), {}, {}};
    if (auto no = decide(receipt)) return *no;
    transaction.commit();
    return receipt;
}

}  // namespace

Refusal no_such(CustomerId id) {
    return {"no_such_customer", say("there is no customer {}", id.text()),
            Hint{Remedy::find_customer, "find the customer"}};
}

Outcome<Customer> customer_to_change(ledger::Session &session, CustomerId id) {
    auto customer = ledger::load(session.writer(), id);
    if (!customer) return no_such(id);
    if (!customer->merged_into) return std::move(*customer);
    return Refusal{"merged", say("{} was merged into {}", id.text(), customer->merged_into->text()),
                   "name that one, or split them"};
}

std::optional<Refusal> refuse_customer(Policy const &policy, CustomerArgs const &args) {
    if (auto no = refuse_unlisted("tier", args.tier, policy.desk.tiers)) return no;
    if (auto no = refuse_unlisted("language", args.language, policy.desk.languages)) return no;
    constexpr std::array<std::string_view, 2> consents{"yes", "no"};
    if (auto no = refuse_unlisted("consent", args.consent, consents)) return no;
    return refuse_unlisted("channel", args.preferred_channel, policy.channels);
}

Outcome<Identified> identify(ledger::Session &session, CustomerArgs const &args, Instant at,
                             std::optional<CaseId> about, Dating dated) {
    Identified identified;
    if (args.empty()) return identified;
    auto &reader = session.writer();
    auto const by_id = chosen(args);
    CustomerFacts facts = args;
    if (named(args)) facts.name.clear();
    auto given = rules::read_customer(session.policy(), facts, args.further);
    identified.notes = rules::unusable_notes(given);
    identified.texts = std::ssize(identified.notes);
    auto const owners = owners_of(reader, given);
    if (by_id && !reader.find(*by_id)) return no_such(*by_id);
    auto const id = by_id ? std::optional{reader.used(*by_id)} : known(reader, given, owners);
    if (by_id && *id != *by_id)
        identified.notes.emplace_back(
            say("{} was merged into {}, who is used", by_id->text(), id->text()));

    CustomerReceipt receipt;
    std::vector<event::CustomerDoubted> doubts;
    if (!id) {
        receipt = add(session, given, at, dated);
        doubts = doubts_of(given, owners, receipt.item.id);
    } else {
        receipt.item = ledger::load(reader, *id).value();
        if (!is_merely_id(given)) {
            doubts = doubts_of(given, owners, *id);
            auto taken =
                rules::take_over(receipt.item, by_id ? given : without_others(given, owners, *id));
            std::ranges::move(taken.doubts, std::back_inserter(doubts));
            std::ranges::move(taken.notes, std::back_inserter(identified.notes));
            bool const is_news = !taken.events.empty();
            session.record(receipt, at, std::move(taken.events), dated);
            if (is_news)
                std::ranges::move(renew_missing(session, *id, about),
                                  std::back_inserter(identified.notes));
        }
    }
    for (auto &doubt : doubts) doubt.about = about;
    identified.doubts = std::ssize(doubts);
    record_doubts(session, receipt, at, std::move(doubts), dated);
    std::ranges::move(receipt.notes, std::back_inserter(identified.notes));
    if (auto const *email = given.first(ContactKind::email);
        email && email->key != email_key(receipt.item.email))
        identified.reply_to = email->text;
    identified.customer = std::move(receipt.item);
    return identified;
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
    auto const given = rules::read_customer(session.policy(), args, args.further);
    if (auto const id = known(session.writer(), given, owners_of(session.writer(), given)))
        return Refusal{"exists", say("this customer is {} already", id->text()), {}};
    auto receipt = add(session, given, session.now());
    for (auto &note : rules::unusable_notes(given))
        receipt.notes.emplace_back(say("{}: {}", receipt.item.id.text(), note.text));
    transaction.commit();
    return receipt;
}

Outcome<CustomerReceipt> edit_customer(ledger::Session &session, CustomerId id,
                                       CustomerEdit const &edit) {
    auto const &policy = session.policy();
    if (auto no = refuse_customer(policy, edit)) return *no;
    return change_customer(session, id, [&](CustomerReceipt &receipt) -> std::optional<Refusal> {
        // A name that stands beside an address renames nobody.
        CustomerFacts facts = edit;
        if (facts.name.empty()) facts.name = receipt.item.name;
        auto const given = rules::read_customer(policy, facts, edit.further);
        if (auto no = refuse_unusable(given)) return no;
        auto const owners = owners_of(session.writer(), given);
        if (auto const &external = given.facts.external_id; !external.empty())
            if (auto const other = session.writer().find_external_customer(external);
                other && *other != id)
                return Refusal{
                    "exists",
                    say("external id \"{}\" already belongs to {}", external, other->text()),
                    {}};
        auto events = rules::correction(receipt.item, given);
        event::CustomerChanged changed;
        changed.cleared = edit.cleared;
        for (auto const &tag : edit.tags)
            if (std::ranges::count(receipt.item.tags, tag) == 0) changed.tags.push_back(tag);
        for (auto const &tag : edit.untagged)
            if (std::ranges::count(receipt.item.tags, tag) > 0) changed.untagged.push_back(tag);
        if (changed != event::CustomerChanged{}) events.emplace_back(std::move(changed));
        session.record(receipt, session.now(), std::move(events));
        for (auto const &text : edit.removed)
            if (auto no = remove_contact(session, receipt, text)) return no;
        if (receipt.events.empty())
            return Refusal{"no_change", say("nothing of {} changes", id.text()),
                           Hint{Remedy::give, "give what is new", {"customer.change"}}};
        record_doubts(session, receipt, session.now(), doubts_of(given, owners, id), Dating::clock);
        std::ranges::move(renew_missing(session, id), std::back_inserter(receipt.notes));
        return std::nullopt;
    });
}

Outcome<CustomerReceipt> note_customer(ledger::Session &session, CustomerId id,
                                       std::string const &body) {
    if (auto no = rules::refuse_blank(body, "note", "case.body")) return *no;
    return change_customer(session, id, [&](CustomerReceipt &receipt) -> std::optional<Refusal> {
        session.record(receipt, session.now(), event::CustomerNoted{body});
        return std::nullopt;
    });
}

Outcome<CustomerReceipt> settle_doubts(ledger::Session &session, CustomerId id,
                                       std::optional<CustomerId> other, std::string const &body) {
    return change_customer(session, id, [&](CustomerReceipt &receipt) -> std::optional<Refusal> {
        auto &doubts = receipt.item.doubts;
        if (other && !session.writer().find(*other)) return no_such(*other);
        if (other && std::ranges::count(doubts, other, &Doubt::other) == 0)
            session.record(receipt, session.now(),
                           event::CustomerDoubted{DoubtKind::phone, {}, other, {}});
        if (std::ranges::count(doubts, false, &Doubt::settled) == 0)
            return Refusal{"no_doubt", say("there is no doubt about {} to settle", id.text()),
                           Hint{Remedy::list_doubts, "see all doubts"}};
        session.record(receipt, session.now(), event::DoubtsSettled{body});
        return std::nullopt;
    });
}

Outcome<ledger::Receipt> set_customer(ledger::Session &session, CaseId id, CustomerId customer,
                                      std::string const &reason) {
    auto &reader = session.writer();
    std::optional<Note> terms;
    return ledger::change(
        session, id, Right::case_facts, Step::note,
        [&](Case const &item) -> Outcome<Payloads> {
            if (!reader.find(customer)) return no_such(customer);
            auto const used = reader.used(customer);
            if (item.customer == used)
                return Refusal{
                    "same_customer", say("{} is a case of {} already", id.text(), used.text()), {}};
            if (item.customer && is_blank(reason))
                return Refusal{"no_reason",
                               say("{} is a case of {}: replacing them needs a reason", id.text(),
                                   item.customer->text()),
                               Hint{Remedy::give, "give a reason", {"case.reason"}},
                               {"reason"}};
            auto const whole = ledger::customer_of(reader, used);
            terms = terms_note(session.policy(), item, whole);
            event::CustomerSet set;
            set.customer = used;
            set.reason = reason;
            set.missing = rules::missing_facts(session.policy(), item, whole);
            return Payloads{std::move(set)};
        },
        [&](ledger::Receipt &done) {
            if (terms) done.notes.push_back(std::move(*terms));
        });
}

std::optional<Note> terms_note(Policy const &policy, Case const &item,
                               CustomerFacts const &customer) {
    if (item.kind != CaseKind::service || !rules::is_legal(item, Step::triage)) return std::nullopt;
    auto const &sla = rules::match_sla(
        policy, {item.channel, item.category, item.priority, customer.tier, item.product});
    if (sla.name == item.terms.rule) return std::nullopt;
    return Note{say("{}: its service terms would now be \"{}\", not \"{}\"", item.id.text(),
                    sla.name, item.terms.rule),
                Hint{Remedy::triage_case, "triage it again", {item.id.text()}}};
}

std::vector<Note> renew_missing(ledger::Session &session, CustomerId id,
                                std::optional<CaseId> except) {
    std::vector<Note> notes;
    store::CaseQuery query;
    query.customer = id;
    query.only_open = true;
    std::vector<CaseId> lacking;
    session.writer().each_case(query, [&](store::CaseRow &&row) {
        if (!row.missing.empty() && row.id != except) lacking.push_back(row.id);
        return true;
    });
    for (auto const one : lacking) {
        ledger::Receipt receipt{
            ledger::load(session.writer(), session.adopted(), one).value(), {}, {}};
        event::FactsGiven given;
        given.missing = rules::missing_facts(session.policy(), receipt.item,
                                             ledger::customer_of(session.writer(), id));
        if (given.missing == receipt.item.missing) continue;
        if (given.missing.empty())
            notes.emplace_back(say("{}: no fact is missing any more", one.text()));
        session.record(receipt, session.now(), std::move(given));
    }
    return notes;
}

}  // namespace dcc::desk
