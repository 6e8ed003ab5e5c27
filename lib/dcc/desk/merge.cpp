#include <dcc/desk/merge.hpp>
#include <dcc/ledger/customer_cases.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/facts.hpp>
#include <dcc/rules/identity.hpp>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

// All numbers, addresses and texts, the preferred ones first.
std::vector<Contact> contacts_of(Customer const &customer) {
    std::vector<Contact> contacts;
    if (!customer.phone.empty())
        contacts.push_back({ContactKind::phone, customer.phone, customer.phone_key, {}});
    if (!customer.email.empty())
        contacts.push_back({ContactKind::email, customer.email, email_key(customer.email), {}});
    for (auto const &contact : customer.contacts)
        if (!contact.text.empty()) contacts.push_back(contact);
    return contacts;
}

// What the kept customer takes over. External ids stay where they are: each leads to its customer.
std::vector<event::Payload> absorption(Customer const &kept, Customer const &other) {
    event::CustomerChanged changed;
    changed.absorbed = other.id;
    for (auto const &fact : customer_fact_table)
        if ((kept.*fact.member).empty() && fact.member != &CustomerFacts::external_id)
            changed.*fact.member = other.*fact.member;
    if (kept.phone.empty()) changed.phone_key = other.phone_key;
    std::ranges::copy_if(other.tags, std::back_inserter(changed.tags), [&](std::string const &tag) {
        return std::ranges::count(kept.tags, tag) == 0;
    });
    std::vector<event::Payload> events;
    for (auto const &contact : contacts_of(other)) {
        bool const is_taken = contact.text == changed.phone || contact.text == changed.email;
        if (!is_taken && !rules::has_contact(kept, contact))
            events.emplace_back(
                event::ContactAdded{{contact.kind, contact.text, contact.key, other.id}});
    }
    events.emplace_back(std::move(changed));
    return events;
}

std::vector<event::Payload> release(Customer const &kept, CustomerId other) {
    event::CustomerChanged changed;
    changed.released = other;
    for (auto const &absorbed : kept.absorbed) {
        if (absorbed.customer != other) continue;
        for (auto const &fact : customer_fact_table) {
            auto const &taken = absorbed.facts.*fact.member;
            if (!taken.empty() && taken == kept.*fact.member)
                changed.cleared.emplace_back(fact.name);
        }
        std::ranges::copy(absorbed.tags, std::back_inserter(changed.untagged));
    }
    std::vector<event::Payload> events;
    for (std::size_t i = 0; i < kept.contacts.size(); ++i)
        if (kept.contacts[i].from == other)
            events.emplace_back(event::ContactRemoved{static_cast<int>(i) + 1});
    events.emplace_back(std::move(changed));
    return events;
}

// Gives the case a customer; `set` says why.
void carry(ledger::Session &session, Case item, event::CustomerSet set, Customer const &to,
           std::vector<Note> &notes) {
    if (auto note = terms_note(session.policy(), item, to)) notes.push_back(std::move(*note));
    set.customer = to.id;
    set.missing = item.missing;
    if (!item.missing.empty()) set.missing = rules::missing_facts(session.policy(), item, to);
    ledger::Receipt receipt{std::move(item), {}, {}};
    session.record(receipt, session.now(), std::move(set));
}

Case load_case(ledger::Session &session, CaseId id) {
    return ledger::load(session.writer(), session.adopted(), id).value();
}

// The doubts that the merge has settled: whether both are one.
void settle(ledger::Session &session, CustomerReceipt &kept, CustomerId other) {
    bool any = false;
    for (auto const &doubt : kept.item.doubts) {
        if (doubt.settled) continue;
        if (doubt.other != other) return;
        any = true;
    }
    if (any) session.record(kept, session.now(), event::DoubtsSettled{});
}

}  // namespace

Outcome<CustomerReceipt> merge_customers(ledger::Session &session, CustomerId kept_id,
                                         CustomerId other_id) {
    if (auto no = session.refuse(Right::intake_customer)) return *no;
    if (kept_id == other_id)
        return Refusal{"same_customer", say("{} cannot be merged into itself", kept_id.text()), {}};
    ledger::Session::Transaction transaction{session};
    auto kept = customer_to_change(session, kept_id);
    if (!kept) return kept.refusal();
    auto other = customer_to_change(session, other_id);
    if (!other) return other.refusal();
    CustomerReceipt receipt{std::move(*kept), {}, {}};
    CustomerReceipt merged{std::move(*other), {}, {}};
    auto const now = session.now();
    receipt.notes.emplace_back(say("{} is merged into {}", other_id.text(), kept_id.text()));
    for (auto const &fact : customer_fact_table)
        if (auto const &theirs = merged.item.*fact.member, &ours = receipt.item.*fact.member;
            !fact.sealed && !theirs.empty() && !ours.empty() && theirs != ours)
            receipt.notes.emplace_back(say("{}: the {} stays {}; {} has {}", kept_id.text(),
                                           fact.name, ours, other_id.text(), theirs));
    session.record(receipt, now, absorption(receipt.item, merged.item));
    session.record(merged, now, event::CustomerMerged{kept_id});
    settle(session, receipt, other_id);
    for (auto const id : ledger::cases_of(session.writer(), other_id)) {
        event::CustomerSet set;
        set.merged = other_id;
        carry(session, load_case(session, id), std::move(set), receipt.item, receipt.notes);
    }
    transaction.commit();
    return receipt;
}

Outcome<CustomerReceipt> split_customer(ledger::Session &session, CustomerId id) {
    if (auto no = session.refuse(Right::intake_customer)) return *no;
    ledger::Session::Transaction transaction{session};
    auto other = ledger::load(session.writer(), id);
    if (!other) return no_such(id);
    if (!other->merged_into)
        return Refusal{"not_merged", say("{} is not merged into another one", id.text()),
                       Hint{Remedy::show_customer, "see the customer", {id.text()}}};
    auto kept = customer_to_change(session, *other->merged_into);
    if (!kept) return kept.refusal();
    CustomerReceipt from{std::move(*kept), {}, {}};
    CustomerReceipt receipt{std::move(*other), {}, {}};
    session.record(from, session.now(), release(from.item, id));
    session.record(receipt, session.now(), event::CustomerSplit{from.item.id});
    for (auto const one : ledger::cases_of(session.writer(), from.item.id)) {
        auto item = load_case(session, one);
        if (item.carried_from.empty() || item.carried_from.back() != id) continue;
        event::CustomerSet set;
        set.split = true;
        carry(session, std::move(item), std::move(set), receipt.item, receipt.notes);
    }
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
