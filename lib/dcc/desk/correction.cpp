#include <dcc/desk/correction.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/desk/redispatch.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/outgoing.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <algorithm>
#include <variant>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_no_reason(std::string const &reason) {
    return rules::refuse_blank(reason, "reason", "case.reason");
}

// The event's withdrawal, and the end of its messages that are still to be delivered.
Payloads withdrawal(Case const &item, std::vector<Event> const &events, std::size_t position,
                    std::string const &reason, std::optional<CaseId> to) {
    Payloads happened{event::EventWithdrawn{static_cast<int>(position) + 1, reason, to}};
    for (auto const number : rules::messages_of(events, position))
        if (auto const *message = rules::find_message(item, number); message && !is_over(*message))
            happened.emplace_back(event::MessageSuperseded{number});
    return happened;
}

// The message that was delivered for the event; null when none was.
Message const *delivered(Case const &item, std::vector<Event> const &events, std::size_t position) {
    for (auto const number : rules::messages_of(events, position))
        if (auto const *message = rules::find_message(item, number);
            message && message->state == MessageState::sent)
            return message;
    return nullptr;
}

Refusal no_such_event(CaseId id, std::int64_t seq) {
    return {"no_such_event", say("{} has no event {}", id.text(), seq),
            Hint{Remedy::show_history, "see the history", {id.text()}}};
}

Outcome<std::size_t> find_word(Case const &item, std::vector<Event> const &events,
                               std::int64_t seq) {
    auto const event = std::ranges::find(events, seq, &Event::seq);
    if (event == events.end()) return no_such_event(item.id, seq);
    if (rules::is_word(event->payload)) return static_cast<std::size_t>(event - events.begin());
    auto const text = say("{}: event {} ({}) is no note and no message of a person", item.id.text(),
                          seq, Wording::word(word(event->payload)));
    if (rules::is_ending(event->payload))
        return Refusal{"not_withdrawable", text,
                       Hint{Remedy::undo_ending, "undo it", {item.id.text()}}};
    return Refusal{"not_withdrawable", text,
                   Hint{Remedy::show_history, "see the history", {item.id.text()}}};
}

// Gives the other case the note or message. `told`: a reply reached the customer already.
std::optional<Refusal> move(ledger::Session &session, Event const &event, CaseId to, bool told,
                            std::vector<Note> &notes) {
    auto item = ledger::load(session.writer(), session.adopted(), to);
    if (!item) return ledger::no_such(to);
    auto const &type = type_of(event.payload);
    if (!rules::is_legal(*item, *type.step) && !(type.other && rules::is_legal(*item, *type.other)))
        return rules::refuse_illegal(*item, *type.step);
    auto const at = std::max(event.at, item->updated_at);
    ledger::Receipt receipt{std::move(*item), {}, {}};
    session.record(receipt, at, event.payload);
    if (std::holds_alternative<event::Replied>(event.payload) && !told)
        notify(session, receipt, MessageKind::progress);
    std::ranges::move(receipt.notes, std::back_inserter(notes));
    return std::nullopt;
}

// A case that was merged into another one is in the history of that one too.
std::optional<Refusal> refuse_merged(ledger::Session &session, Case const &item) {
    auto const into = item.duplicate_of
                          ? ledger::load(session.writer(), session.adopted(), *item.duplicate_of)
                          : std::nullopt;
    if (!into || std::ranges::count(into->links, CaseLink{LinkKind::merged, item.id}) == 0)
        return std::nullopt;
    return Refusal{"merged", say("{} was merged into {}", item.id.text(), into->id.text()),
                   Hint{Remedy::reopen, "reopen it to take it out", {item.id.text()}}};
}

}  // namespace

Outcome<ledger::Receipt> withdraw_event(ledger::Session &session, CaseId id, std::int64_t seq,
                                        std::string const &reason, std::optional<CaseId> to) {
    if (auto no = refuse_no_reason(reason)) return *no;
    if (to == id) return Refusal{"same_case", say("event {} is in {} already", seq, id.text()), {}};
    ledger::Session::Transaction transaction{session};
    auto const events = session.writer().events(id);
    std::vector<Note> notes;
    std::optional<Event> moved;
    bool told = false;
    auto receipt = ledger::change(
        session, id, Right::case_note, Step::correct, [&](Case const &item) -> Outcome<Payloads> {
            auto const position = find_word(item, events, seq);
            if (!position) return position.refusal();
            auto const &event = events[*position];
            if (auto no = session.refuse(rules::right_for(item.kind, event.payload))) return *no;
            if (auto no = rules::refuse_withdrawal(events, *position, session.adopted()))
                return *no;
            if (event.erased && to)
                return Refusal{
                    "not_withdrawable",
                    say("{}: the text of event {} was erased: it cannot be moved", id.text(), seq),
                    {}};
            if (auto const *message = delivered(item, events, *position)) {
                told = true;
                notes.emplace_back(
                    say("{}: the customer has it already: message {} was "
                        "delivered",
                        id.text(), MessageId{id, message->number}.text()));
                auto const other = to ? session.writer().find(*to) : std::nullopt;
                if (other && other->customer != item.customer)
                    return Refusal{"told_another",
                                   say("{}: message {} was delivered to the customer of "
                                       "{}, not to that of {}",
                                       id.text(), MessageId{id, message->number}.text(), id.text(),
                                       to->text()),
                                   "withdraw it without moving it, and reply in the other case"};
            }
            if (to) moved = event;
            return withdrawal(item, events, *position, reason, to);
        });
    if (!receipt) return receipt;
    if (moved)
        if (auto no = move(session, *moved, *to, told, notes)) return *no;
    std::ranges::move(notes, std::back_inserter(receipt->notes));
    transaction.commit();
    return receipt;
}

Outcome<ledger::Receipt> undo_ending(ledger::Session &session, CaseId id,
                                     std::string const &reason) {
    if (auto no = refuse_no_reason(reason)) return *no;
    ledger::Session::Transaction transaction{session};
    auto const events = session.writer().events(id);
    auto receipt = ledger::change(
        session, id, Right::case_reopen, Step::correct, [&](Case const &item) -> Outcome<Payloads> {
            auto const position = rules::last_ending(events);
            if (!rules::is_ended(item) || !position)
                return Refusal{"not_ended",
                               say("{} is {}: it has not ended", id.text(), item.state),
                               Hint{Remedy::show_history, "see the history", {id.text()}}};
            auto const &event = events[*position];
            if (auto no = session.refuse(rules::right_for(item.kind, event.payload))) return *no;
            if (auto no = rules::refuse_undo(events, *position, item)) return *no;
            if (auto no = refuse_merged(session, item)) return *no;
            return withdrawal(item, events, *position, reason, {});
        });
    if (!receipt) return receipt;
    look_again(session, *receipt);
    transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
