#include <dcc/base/text.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/desk/evidence.hpp>
#include <dcc/desk/redact.hpp>
#include <dcc/ledger/customer_cases.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_empty(std::string const &reason) {
    if (!is_blank(reason)) return std::nullopt;
    return Refusal{"no_reason",
                   "an erasure needs a reason",
                   Hint{Remedy::give, "give a reason that names nobody", {"redact.reason"}},
                   {"reason"}};
}

std::optional<Refusal> refuse_held(Case const &item) {
    if (!item.held) return std::nullopt;
    return Refusal{"held", say("{} is under a legal hold", item.id.text()),
                   Hint{Remedy::show_history, "its history says why", {item.id.text()}}};
}

std::optional<Refusal> refuse_kept(Case const &item) {
    if (auto no = refuse_held(item)) return no;
    auto const queued = std::ranges::find(item.outgoing, MessageState::queued, &Message::state);
    if (queued == item.outgoing.end()) return std::nullopt;
    return Refusal{"queued_messages",
                   say("a message of {} is queued, and its text would be lost", item.id.text()),
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

// The case, and all that share its texts: cases that are about it or about one of these, since a
// complaint has a copy of the subject and the facts of its case, and those that were merged into
// it.
std::vector<CaseId> with_kin(ledger::Session &session, CaseId id) {
    std::vector<CaseId> ids{id};
    auto const add = [&](CaseId one) {
        if (std::ranges::count(ids, one) == 0) ids.push_back(one);
    };
    for (std::size_t i = 0; i < ids.size(); ++i) {
        for (auto const &row : session.writer().about(ids[i])) add(row.id);
        auto const item = ledger::load(session.writer(), session.adopted(), ids[i]);
        if (!item) continue;
        for (auto const &link : item->links)
            if (link.kind == LinkKind::merged) add(link.other);
    }
    return ids;
}

// A case under a legal hold keeps the texts of its kin.
std::optional<Refusal> erase_unless_kin_held(ledger::Session &session, CaseId id,
                                             std::string const &reason, Redaction &redaction) {
    for (auto const one : with_kin(session, id)) {
        if (one == id) continue;
        auto const kin = ledger::load(session.writer(), session.adopted(), one);
        if (auto no = refuse_held(kin.value())) return no;
    }
    return erase(session, id, reason, redaction);
}

std::optional<Refusal> erase_with_kin(ledger::Session &session, CaseId id,
                                      std::string const &reason, Redaction &redaction) {
    for (auto const one : with_kin(session, id)) {
        auto const before = redaction.texts.size();
        if (auto no = erase(session, one, reason, redaction)) return no;
        if (one != id && redaction.texts.size() > before)
            redaction.notes.emplace_back(
                say("{} belongs to {}: its texts are erased too", one.text(), id.text()));
    }
    return std::nullopt;
}

std::optional<Refusal> erase_with_kin(ledger::Session &session, CustomerId id,
                                      std::string const &reason, Redaction &redaction) {
    auto customer = ledger::load(session.writer(), id);
    if (!customer) return no_such(id);
    // Those who were merged into this customer are the same person.
    for (auto const &absorbed : customer->absorbed)
        if (auto no = erase_with_kin(session, absorbed.customer, reason, redaction)) return no;
    for (auto const one : ledger::cases_of(session.writer(), id))
        if (auto no = erase_with_kin(session, one, reason, redaction)) return no;
    auto texts = texts_of(session.writer().events(id));
    if (texts.empty()) return std::nullopt;
    ledger::ReceiptOf<Customer> receipt{std::move(*customer), {}, {}};
    session.record(receipt, session.now(), event::CustomerErased{erasure_of(texts, reason)});
    std::ranges::move(texts, std::back_inserter(redaction.texts));
    return std::nullopt;
}

// An article is a text of the desk, but a person has written it from a case.
void note_articles(store::Reader &reader, Redaction &redaction) {
    reader.each_article([&](store::ArticleRow &&row) {
        bool const is_from = std::ranges::any_of(redaction.texts, [&](ErasedText const &text) {
            return text.case_id && text.case_id == row.from_case;
        });
        if (is_from)
            redaction.notes.emplace_back(
                say("article {} was written from {} and is left alone: check that it names nobody",
                    row.id.text(), row.from_case->text()));
        return true;
    });
}

template <class Id>
std::optional<Refusal> erase_related(ledger::Session &session, Id id, std::string const &reason,
                                     Redaction &redaction) {
    if (auto no = erase_with_kin(session, id, reason, redaction)) return no;
    note_articles(session.writer(), redaction);
    return std::nullopt;
}

// `erase_texts` adds to the redaction what it erases.
template <class Id, class Erase>
Outcome<Redaction> redact_by(ledger::Session &session, Id id, std::string const &reason,
                             Erase const &erase_texts) {
    if (auto no = session.refuse(Right::admin_redact)) return *no;
    if (auto no = refuse_empty(reason)) return *no;
    Redaction redaction;
    {
        ledger::Session::Transaction transaction{session};
        if (auto no = erase_texts(redaction)) return *no;
        if (!redaction.texts.empty()) transaction.commit();
    }
    // Also when there is nothing to erase: an earlier call may have been interrupted.
    if (auto removed = remove_unused(session)) redaction.notes.push_back(std::move(*removed));
    if (redaction.texts.empty())
        return Refusal{"nothing_to_erase", say("{} has no texts or personal data", id.text()), {}};
    if (session.writer().has_traces()) redaction.notes.push_back(about_readers());
    redaction.notes.push_back(about_backups());
    return redaction;
}

}  // namespace

Note about_readers() {
    return "another program reads the desk, so that its file or log still holds the erased texts: "
           "they disappear with a later change, once that program has ended";
}

Outcome<Redaction> redact(ledger::Session &session, CaseId id, std::string const &reason) {
    return redact_by(session, id, reason, [&](Redaction &redaction) {
        return erase_related(session, id, reason, redaction);
    });
}

Outcome<Redaction> redact(ledger::Session &session, CustomerId id, std::string const &reason) {
    return redact_by(session, id, reason, [&](Redaction &redaction) -> std::optional<Refusal> {
        auto const customer = customer_to_change(session, id);
        if (!customer) return customer.refusal();
        return erase_related(session, id, reason, redaction);
    });
}

Outcome<Redaction> redact_alone(ledger::Session &session, CaseId id, std::string const &reason) {
    return redact_by(session, id, reason, [&](Redaction &redaction) {
        return erase_unless_kin_held(session, id, reason, redaction);
    });
}

}  // namespace dcc::desk
