#include <dcc/model/remedy.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/outgoing.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <algorithm>
#include <variant>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

using namespace event;

template <class... E>
bool is_one_of(Payload const &payload) {
    return (std::holds_alternative<E>(payload) || ...);
}

bool is_legal_in(Case const &item, Payload const &payload) {
    auto const &type = type_of(payload);
    return !type.step || is_legal(item, *type.step) || (type.other && is_legal(item, *type.other));
}

Refusal built_upon(Case const &item, Event const &base, Event const &later) {
    return {"built_upon",
            say("{}: event {} ({}) cannot be withdrawn: event {} ({}) followed from it",
                item.id.text(), base.seq, word(base.payload), later.seq, word(later.payload)),
            Hint{Remedy::show_history, "see the history", {item.id.text()}}};
}

}  // namespace

Withdrawals::Withdrawals(std::span<Event const> events) {
    for (auto const &event : events) {
        auto const *withdrawn = std::get_if<EventWithdrawn>(&event.payload);
        auto const *base = withdrawn ? withdrawn_by(events, *withdrawn) : nullptr;
        if (!base) continue;
        by_.resize(events.size());
        by_[static_cast<std::size_t>(base - events.data())] = &event;
    }
}

Event const *withdrawn_by(std::span<Event const> events, EventWithdrawn const &withdrawn) {
    auto const index = static_cast<std::size_t>(withdrawn.nth) - 1;
    if (index >= events.size()) return nullptr;
    auto const &event = events[index];
    return is_word(event.payload) || is_ending(event.payload) ? &event : nullptr;
}

bool is_word(Payload const &payload) {
    return is_one_of<Received, Replied, Noted>(payload);
}

bool is_ending(Payload const &payload) {
    return is_one_of<Resolved, Closed, Cancelled, Withdrawn>(payload);
}

Right right_for(CaseKind kind, Payload const &payload) {
    if (is_one_of<Received>(payload)) return Right::case_receive;
    if (is_one_of<Replied>(payload)) return Right::case_reply;
    if (is_one_of<Resolved>(payload)) return Right::case_resolve;
    if (is_one_of<Closed>(payload))
        return kind == CaseKind::complaint ? Right::complaint_outcome : Right::case_close;
    if (is_one_of<Cancelled>(payload))
        return kind == CaseKind::action ? Right::complaint_action : Right::case_cancel;
    if (is_one_of<Withdrawn>(payload)) return Right::complaint_withdraw;
    return Right::case_note;
}

std::optional<std::size_t> last_ending(std::span<Event const> events) {
    Withdrawals const withdrawals{events};
    for (auto i = events.size(); i-- > 0;)
        if (is_ending(events[i].payload) && !withdrawals.of(i)) return i;
    return std::nullopt;
}

std::vector<int> messages_of(std::span<Event const> events, std::size_t position) {
    std::vector<int> numbers;
    auto const &base = events[position];
    for (auto const &event : events.subspan(position + 1)) {
        auto const *messaged = std::get_if<Messaged>(&event.payload);
        if (!messaged || event.at != base.at || event.actor != base.actor) break;
        numbers.push_back(messaged->number);
    }
    return numbers;
}

std::optional<Refusal> refuse_withdrawal(std::span<Event const> events, std::size_t position,
                                         AdoptedTerms &adopted) {
    auto const &base = events[position];
    Withdrawals const withdrawals{events};
    if (auto const *by = withdrawals.of(position))
        return Refusal{
            "withdrawn_before",
            say("{}: event {} was withdrawn by event {}", base.case_id->text(), base.seq, by->seq),
            {}};
    Case with;
    Case without;
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto const &event = events[i];
        if (withdrawals.of(i)) continue;
        if (i > position && is_legal_in(with, event.payload) &&
            !is_legal_in(without, event.payload))
            return built_upon(with, base, event);
        apply(with, event, adopted);
        if (i != position) apply(without, event, adopted);
    }
    return std::nullopt;
}

std::optional<Refusal> refuse_undo(std::span<Event const> events, std::size_t position,
                                   Case const &item) {
    auto const &base = events[position];
    for (auto const number : messages_of(events, position)) {
        auto const *const message = find_message(item, number);
        if (!message || message->state != MessageState::sent) continue;
        return Refusal{
            "built_upon",
            say("{}: event {} ({}) cannot be undone: the customer was told of "
                "it (message {})",
                item.id.text(), base.seq, word(base.payload), MessageId{item.id, number}.text()),
            Hint{Remedy::reopen, "reopen it instead", {item.id.text()}}};
    }
    Withdrawals const withdrawals{events};
    for (auto i = position + 1; i < events.size(); ++i)
        if (!withdrawals.of(i) &&
            !is_one_of<Messaged, MessageSuperseded, DeliveryFailed, DeliveryRetried, Delivered,
                       Noted, FactsGiven, CustomerSet, Linked, Unlinked, Tagged, Held, Released,
                       TextsErased, EventWithdrawn>(events[i].payload))
            return built_upon(item, base, events[i]);
    return std::nullopt;
}

}  // namespace dcc::rules
