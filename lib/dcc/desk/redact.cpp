#include <dcc/base/text.hpp>
#include <dcc/desk/redact.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_empty(std::string const &reason) {
    if (!trim(reason).empty()) return std::nullopt;
    return Refusal{"no_reason",
                   "an erasure needs a reason",
                   Hint{Remedy::give, "give a reason that names nobody", {"redact.reason"}},
                   {"reason"}};
}

std::optional<Refusal> refuse_kept(Case const &item) {
    if (item.held)
        return Refusal{"held", fmt::format("{} is under a legal hold", item.id.text()),
                       Hint{Remedy::show_history, "its history says why", {item.id.text()}}};
    auto const queued = std::ranges::find(item.outgoing, MessageState::queued, &Message::state);
    if (queued == item.outgoing.end()) return std::nullopt;
    return Refusal{
        "queued_messages",
        fmt::format("a message of {} is queued, and its text would be lost", item.id.text()),
        Hint{Remedy::list_messages, "deliver it first", {item.id.text()}}};
}

std::vector<ErasedText> texts_of(std::vector<Event> const &events) {
    std::vector<ErasedText> texts;
    for (auto const &event : events)
        if (auto fields = sealed_fields(event.payload); !fields.empty())
            texts.push_back({event.case_id, event.customer_id, event.seq, event.at,
                             word(event.payload), std::move(fields)});
    return texts;
}

event::Erasure erasure_of(std::vector<ErasedText> const &texts, std::string const &reason) {
    event::Erasure erasure;
    erasure.reason = reason;
    for (auto const &text : texts) {
        erasure.events.push_back(text.event);
        for (auto const &field : text.fields)
            if (std::ranges::count(erasure.names, field) == 0) erasure.names.push_back(field);
    }
    return erasure;
}

Note about_backups() {
    return Note{
        "copies of the desk, such as backups and exports, that were made before still hold these "
        "texts"};
}

// Adds what was erased to the redaction; nothing when the case has no texts.
std::optional<Refusal> erase(ledger::Session &session, CaseId id, std::string const &reason,
                             Redaction &redaction) {
    auto texts = texts_of(session.writer().events(id));
    auto const done = ledger::change(
        session, id, Right::admin_redact, Step::erase, [&](Case const &item) -> Outcome<Payloads> {
            if (auto no = refuse_kept(item)) return *no;
            if (texts.empty()) return Payloads{};
            return Payloads{event::TextsErased{erasure_of(texts, reason)}};
        });
    if (!done) return done.refusal();
    std::ranges::move(texts, std::back_inserter(redaction.texts));
    return std::nullopt;
}

std::optional<Refusal> erase(ledger::Session &session, CustomerId id, std::string const &reason,
                             Redaction &redaction) {
    auto customer = ledger::load(session.writer(), id);
    if (!customer)
        return Refusal{"no_such_customer", fmt::format("there is no customer {}", id.text()),
                       Hint{Remedy::find_customer, "find the customer"}};
    std::vector<CaseId> cases;
    store::CaseQuery query;
    query.customer = id;
    query.order = store::CaseQuery::Order::received;
    session.writer().each_case(query, [&](store::CaseRow &&row) {
        cases.push_back(row.id);
        return true;
    });
    for (auto const one : cases)
        if (auto no = erase(session, one, reason, redaction)) return no;
    auto texts = texts_of(session.writer().events(id));
    if (texts.empty()) return std::nullopt;
    ledger::ReceiptOf<Customer> receipt{std::move(*customer), {}, {}};
    session.record(receipt, session.now(), event::CustomerErased{erasure_of(texts, reason)});
    std::ranges::move(texts, std::back_inserter(redaction.texts));
    return std::nullopt;
}

template <class Id>
Outcome<Redaction> redact_all(ledger::Session &session, Id id, std::string const &reason) {
    if (auto no = session.refuse(Right::admin_redact)) return *no;
    if (auto no = refuse_empty(reason)) return *no;
    ledger::Session::Transaction transaction{session};
    Redaction redaction;
    if (auto no = erase(session, id, reason, redaction)) return *no;
    if (redaction.texts.empty())
        return Refusal{
            "nothing_to_erase", fmt::format("{} has no texts or personal data", id.text()), {}};
    transaction.commit();
    redaction.notes.push_back(about_backups());
    return redaction;
}

}  // namespace

Outcome<Redaction> redact(ledger::Session &session, CaseId id, std::string const &reason) {
    return redact_all(session, id, reason);
}

Outcome<Redaction> redact(ledger::Session &session, CustomerId id, std::string const &reason) {
    return redact_all(session, id, reason);
}

}  // namespace dcc::desk
