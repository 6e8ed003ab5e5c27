#include <dcc/calendar/zone.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/incident.hpp>
#include <dcc/rules/timeline.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

// For each kind of object: how an event refers to it, is applied to it, and which rows change.

void name(Event &event, Case const &item) {
    event.case_id = item.id;
}
void name(Event &event, Customer const &customer) {
    event.customer_id = customer.id;
}
// The payload has their ids.
void name(Event &, Article const &) {}
void name(Event &, Incident const &) {}

void fold(Case &item, Event const &event, rules::AdoptedTerms &adopted) {
    rules::apply(item, event, adopted);
}
void fold(Customer &customer, Event const &event, rules::AdoptedTerms &) {
    rules::apply(customer, event);
}
void fold(Article &article, Event const &event, rules::AdoptedTerms &) {
    rules::apply(article, event);
}

void fold(Incident &incident, Event const &event, rules::AdoptedTerms &) {
    rules::apply(incident, event);
}

// The object as its events make it now.
Case reloaded(store::Reader &reader, Case const &item, rules::AdoptedTerms &adopted) {
    return load(reader, adopted, item.id).value();
}
Customer reloaded(store::Reader &reader, Customer const &customer, rules::AdoptedTerms &) {
    return load(reader, customer.id).value();
}
Article reloaded(store::Reader &reader, Article const &article, rules::AdoptedTerms &) {
    return load(reader, article.id).value();
}
Incident reloaded(store::Reader &reader, Incident const &incident, rules::AdoptedTerms &) {
    return load(reader, incident.id).value();
}

bool is_withdrawal(event::Payload const &payload) {
    return std::holds_alternative<event::EventWithdrawn>(payload);
}

// Whether rules::refuse_acting() may have something against it.
bool may_need_leave(Acting const &acting) {
    return acting.given || (!acting.user.empty() && acting.user != acting.actor);
}

store::Rows changed_rows(Case const &item, std::int64_t since, std::vector<std::int64_t> const &,
                         rules::AdoptedTerms &adopted) {
    return rows_of(item, adopted, since);
}
store::Rows changed_rows(Customer const &customer, std::int64_t, std::vector<std::int64_t> const &,
                         rules::AdoptedTerms &) {
    return rows_of(customer);
}
store::Rows changed_rows(Article const &article, std::int64_t,
                         std::vector<std::int64_t> const &events, rules::AdoptedTerms &) {
    return rows_of(article, events);
}
store::Rows changed_rows(Incident const &incident, std::int64_t, std::vector<std::int64_t> const &,
                         rules::AdoptedTerms &) {
    return rows_of(incident);
}

}  // namespace

Instant last_change(Case const &item) {
    return item.last_event == 0 ? Instant::min() : item.updated_at;
}
Instant last_change(Customer const &customer) {
    return customer.last_event == 0 ? Instant::min() : customer.updated_at;
}
Instant last_change(Article const &article) {
    if (article.last_event == 0) return Instant::min();
    return std::max(article.written_at, article.retired_at.value_or(Instant::min()));
}

Instant last_change(Incident const &incident) {
    return incident.last_event == 0 ? Instant::min() : incident.updated_at;
}

Session::Session(store::Writer &writer, Policy const &policy, wording::Languages &languages,
                 Acting acting, bool dry_run)
    : writer_{writer},
      policy_{policy},
      languages_{languages},
      sandbox_{may_need_leave(acting) && writer.is_sandbox()},
      recorder_{writer, policy, std::move(acting), sandbox_},
      dry_run_{dry_run},
      adopted_{adopted_terms_of(writer, &policy)} {}

std::optional<Refusal> Session::refuse(Right right) {
    if (!sandbox_)
        if (auto no = rules::refuse_acting(policy_, actor(), acting().user, acting().given,
                                           acting().clock()))
            return no;
    return rules::refuse_access(policy_, actor(), right);
}

Session::Transaction::Transaction(Session &session)
    : session_{session}, owner_{!session.writer_.in_transaction()} {
    if (!owner_) return;
    session_.writer_.begin();
    session_.recorder_.begin();
}

Session::Transaction::~Transaction() {
    if (!owner_ || done_) return;
    session_.writer_.rollback();
    session_.recorder_.forget();
}

void Session::Transaction::commit() {
    if (!owner_ || session_.dry_run_) return;
    session_.writer_.commit();
    done_ = true;
}

Session::Attempt::~Attempt() {
    if (!kept_) session_.recorder_.forget();
}

void Session::Attempt::keep() {
    savepoint_.keep();
    kept_ = true;
}

template <class T>
Instant Session::in_order(ReceiptOf<T> &receipt, Instant at) {
    auto const last = last_change(receipt.item);
    if (at >= last) return at;
    if (last - at > clock_tolerance) {
        auto const zone = Zone::load(policy_.desk.zone);
        Note note{say("{}: dated {}, when it last changed, since now ({}) is earlier",
                      receipt.item.id.text(), zone.format(last, true), zone.format(at, true))};
        if (std::ranges::count(receipt.notes, note) == 0) receipt.notes.push_back(std::move(note));
    }
    return last;
}

template <class T>
void Session::record(ReceiptOf<T> &receipt, Instant at, std::vector<event::Payload> happened,
                     Dating dated) {
    if (happened.empty()) return;
    if (dated == Dating::clock) at = in_order(receipt, at);
    auto since = receipt.item.last_event;
    std::vector<std::int64_t> numbers;
    for (auto &payload : happened) {
        Event event;
        name(event, receipt.item);
        event.at = at;
        event.dated = dated;
        event.payload = std::move(payload);
        receipt.events.push_back(recorder_.append(std::move(event)));
        fold(receipt.item, receipt.events.back(), adopted_);
        numbers.push_back(receipt.events.back().seq);
        if (auto const *erasure = event::erasure_in(receipt.events.back().payload)) {
            writer_.put(rows_of(*erasure, numbers.back()));
            writer_.erase(erasure->events);
            // Its rows must lose the texts too.
            receipt.item = reloaded(writer_, receipt.item, adopted_);
            since = 0;
        } else if (is_withdrawal(receipt.events.back().payload)) {
            // Parts that the withdrawn event made are no parts any more.
            writer_.remove_parts(changed_rows(receipt.item, 0, numbers, adopted_));
            receipt.item = reloaded(writer_, receipt.item, adopted_);
            since = 0;
        }
        if constexpr (std::is_same_v<T, Case>)
            writer_.remove_parts(rows_without(receipt.item.id, receipt.events.back().payload));
    }
    writer_.put(changed_rows(receipt.item, since, numbers, adopted_));
}

template void Session::record(ReceiptOf<Case> &, Instant, std::vector<event::Payload>, Dating);
template void Session::record(ReceiptOf<Customer> &, Instant, std::vector<event::Payload>, Dating);
template void Session::record(ReceiptOf<Article> &, Instant, std::vector<event::Payload>, Dating);
template void Session::record(ReceiptOf<Incident> &, Instant, std::vector<event::Payload>, Dating);

void Session::record_past(Receipt &tried) {
    for (auto &event : tried.events) event = recorder_.append(std::move(event));
    // The numbers of the events are known only now.
    if (stores_event_numbers(tried.item))
        tried.item = rules::replay(tried.events, adopted_);
    else
        tried.item.last_event = tried.events.back().seq;
    writer_.put(rows_of(tried.item, adopted_));
}

}  // namespace dcc::ledger
