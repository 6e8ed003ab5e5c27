#include <dcc/base/mail.hpp>
#include <dcc/base/phone.hpp>
#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/identity.hpp>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

std::string text_of(std::string_view given) {
    return std::string{trim(given)};
}

void add_once(std::vector<Contact> &contacts, Contact contact) {
    if (std::ranges::find(contacts, contact) == contacts.end())
        contacts.push_back(std::move(contact));
}

void read_phones(Policy const &policy, std::string const &given, std::vector<Contact> &contacts) {
    if (trim(given).empty()) return;
    auto numbers = parse_phones(given, policy.desk.country);
    for (auto &number : numbers)
        add_once(contacts, {ContactKind::phone, std::move(number.text), std::move(number.key), {}});
    if (numbers.empty()) add_once(contacts, {ContactKind::phone, text_of(given), {}, {}});
}

// The addresses between commas, semicolons and blanks; empty when a part is none.
std::vector<Contact> split_addresses(std::string const &given) {
    std::vector<Contact> addresses;
    std::string word;
    for (char const c : given + ' ')
        if (std::string_view{",; \t\n"}.find(c) == std::string_view::npos) {
            word += c;
        } else if (auto const text = std::exchange(word, {}); !text.empty()) {
            auto key = email_key(text);
            if (key.empty()) return {};
            add_once(addresses,
                     {ContactKind::email, parse_mail_address(text)->address, std::move(key), {}});
        }
    return addresses;
}

void read_addresses(std::string const &given, GivenCustomer &customer) {
    if (trim(given).empty()) return;
    if (auto const address = parse_mail_address(given)) {
        auto &name = customer.facts.name;
        if (name.empty()) name = address->name;
        // Another name than the customer's stays with the address.
        bool const says_more = !address->name.empty() && !is_same_name(name, address->name);
        add_once(customer.contacts, {ContactKind::email,
                                     says_more ? text_of(given) : address->address,
                                     email_key(given),
                                     {}});
        return;
    }
    auto addresses = split_addresses(given);
    for (auto &address : addresses) add_once(customer.contacts, std::move(address));
    if (addresses.empty())
        add_once(customer.contacts, {ContactKind::email, text_of(given), {}, {}});
}

bool is_usable(Contact const &contact) {
    return !contact.key.empty();
}

std::string const &preferred(Customer const &customer, ContactKind kind) {
    return kind == ContactKind::phone ? customer.phone : customer.email;
}

// The key of the preferred number or address; empty when that text is neither.
std::string preferred_key(Customer const &customer, ContactKind kind) {
    return kind == ContactKind::phone ? customer.phone_key : email_key(customer.email);
}

void prefer(event::CustomerChanged &changed, Contact const &contact) {
    if (contact.kind == ContactKind::email) {
        changed.email = contact.text;
        return;
    }
    changed.phone = contact.text;
    changed.phone_key = contact.key;
}

std::string what_of(ContactKind kind) {
    return kind == ContactKind::phone ? "phone number" : "mail address";
}

}  // namespace

Contact const *GivenCustomer::first(ContactKind kind) const {
    auto const found = std::ranges::find_if(
        contacts, [&](Contact const &one) { return one.kind == kind && is_usable(one); });
    return found == contacts.end() ? nullptr : &*found;
}

CustomerFacts GivenCustomer::usable() const {
    auto all = facts;
    if (auto const *phone = first(ContactKind::phone)) all.phone = phone->text;
    if (auto const *email = first(ContactKind::email)) all.email = email->text;
    return all;
}

GivenCustomer read_customer(Policy const &policy, CustomerFacts const &facts,
                            std::vector<Contact> const &further) {
    GivenCustomer given{facts, {}};
    given.facts.phone.clear();
    given.facts.email.clear();
    read_phones(policy, facts.phone, given.contacts);
    read_addresses(facts.email, given);
    for (auto const &contact : further)
        if (contact.kind == ContactKind::phone)
            read_phones(policy, contact.text, given.contacts);
        else
            read_addresses(contact.text, given);
    std::stable_partition(given.contacts.begin(), given.contacts.end(), is_usable);
    return given;
}

bool is_same_name(std::string_view one, std::string_view other) {
    auto const plain = [](std::string_view name) {
        auto folded = fold_case(name);
        std::erase(folded, ' ');
        return folded;
    };
    return one == other || plain(one) == plain(other);
}

bool has_contact(Customer const &customer, Contact const &contact) {
    if (contact.kind == ContactKind::phone && is_usable(contact)) {
        auto const keys = phone_keys(contact.key, contact.text);
        if (!customer.phone_key.empty() && std::ranges::count(keys, customer.phone_key) > 0)
            return true;
    } else if (preferred(customer, contact.kind) == contact.text ||
               (is_usable(contact) && preferred_key(customer, contact.kind) == contact.key)) {
        return true;
    }
    return std::ranges::any_of(customer.contacts, [&](Contact const &known) {
        return known.kind == contact.kind &&
               (is_usable(contact) ? known.key == contact.key : known.text == contact.text);
    });
}

std::vector<event::Payload> adding(GivenCustomer const &given) {
    event::CustomerAdded added;
    static_cast<CustomerFacts &>(added) = given.usable();
    auto const *phone = given.first(ContactKind::phone);
    auto const *email = given.first(ContactKind::email);
    if (phone) added.phone_key = phone->key;
    std::vector<event::Payload> events;
    events.emplace_back(std::move(added));
    for (auto const &contact : given.contacts)
        if (&contact != phone && &contact != email)
            events.emplace_back(event::ContactAdded{contact});
    return events;
}

TakeOver take_over(Customer const &customer, GivenCustomer const &given) {
    TakeOver taken;
    event::CustomerChanged changed;
    auto const id = customer.id.text();
    for (auto const &fact : customer_fact_table) {
        auto const &now = given.facts.*fact.member;
        auto const &known = customer.*fact.member;
        if (now.empty() || now == known) continue;
        if (known.empty()) {
            changed.*fact.member = now;
        } else if (fact.member != &CustomerFacts::name) {
            taken.notes.emplace_back(
                say("{}: the {} stays {}; {} was given", id, fact.name, known, now),
                Hint{Remedy::edit_customer, "change it if that is right", {id}});
        } else if (!is_same_name(now, known)) {
            taken.doubts.push_back({DoubtKind::name, now, {}, {}});
        }
    }
    std::vector<event::Payload> added;
    for (auto const &contact : given.contacts) {
        if (has_contact(customer, contact)) continue;
        bool const is_first = is_usable(contact) && given.first(contact.kind) == &contact;
        if (is_first && preferred_key(customer, contact.kind).empty()) {
            prefer(changed, contact);
            if (auto const &text = preferred(customer, contact.kind); !text.empty())
                added.emplace_back(event::ContactAdded{{contact.kind, text, {}, {}}});
            continue;
        }
        if (is_usable(contact))
            taken.notes.emplace_back(say("{}: {} is another {} besides {}", id, contact.text,
                                         what_of(contact.kind), preferred(customer, contact.kind)));
        added.emplace_back(event::ContactAdded{contact});
    }
    if (changed != event::CustomerChanged{}) taken.events.emplace_back(std::move(changed));
    std::ranges::move(added, std::back_inserter(taken.events));
    return taken;
}

std::vector<event::Payload> correction(Customer const &customer, GivenCustomer const &given) {
    std::vector<event::Payload> events;
    event::CustomerChanged changed;
    for (auto const &fact : customer_fact_table)
        if (given.facts.*fact.member != customer.*fact.member)
            changed.*fact.member = given.facts.*fact.member;
    for (auto const &contact : given.contacts) {
        bool const is_first = is_usable(contact) && given.first(contact.kind) == &contact;
        if (!is_first) {
            if (!has_contact(customer, contact)) events.emplace_back(event::ContactAdded{contact});
            continue;
        }
        if (preferred(customer, contact.kind) == contact.text) continue;
        for (std::size_t i = 0; i < customer.contacts.size(); ++i)
            if (customer.contacts[i].kind == contact.kind &&
                customer.contacts[i].key == contact.key)
                events.emplace_back(event::ContactRemoved{static_cast<int>(i) + 1});
        // A number that is only spelt anew is not kept twice.
        Customer without = customer;
        without.contacts.clear();
        auto const key = preferred_key(customer, contact.kind);
        if (auto const &text = preferred(customer, contact.kind);
            !text.empty() && !has_contact(without, contact))
            events.emplace_back(event::ContactAdded{{contact.kind, text, key, {}}});
        prefer(changed, contact);
    }
    if (changed != event::CustomerChanged{}) events.emplace_back(std::move(changed));
    return events;
}

std::vector<Note> unusable_notes(GivenCustomer const &given) {
    std::vector<Note> notes;
    for (auto const &contact : given.contacts)
        if (!is_usable(contact))
            notes.emplace_back(
                say("\"{}\" is not a valid {}: it is kept as a text and "
                    "identifies nobody",
                    printable(contact.text), what_of(contact.kind)));
    return notes;
}

}  // namespace dcc::rules
