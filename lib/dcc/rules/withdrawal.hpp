#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/event.hpp>
#include <dcc/model/right.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dcc::rules {

// Corrections: events of a case that were recorded by mistake.

// Which events of a case do not count. The events are in order, from the first of the case, and
// must outlive the object.
class Withdrawals {
  public:
    explicit Withdrawals(std::span<Event const> events);

    // The event that withdraws the one at this position; null when it counts.
    Event const *of(std::size_t position) const { return by_.empty() ? nullptr : by_[position]; }

  private:
    std::vector<Event const *> by_;  // empty: all count
};

// The event that an EventWithdrawn withdraws; null when there is none, as in a damaged desk.
Event const *withdrawn_by(std::span<Event const> events, event::EventWithdrawn const &withdrawn);

// Whether the event is a note, or a message from or to the customer that a person wrote.
bool is_word(event::Payload const &payload);

// Whether the event ends a case by itself: resolved, closed, cancelled or (a complaint) withdrawn.
bool is_ending(event::Payload const &payload);

// The permission that recording a word or an ending needs, and so withdrawing it.
Right right_for(CaseKind kind, event::Payload const &payload);

// The position of the ending by which the case has ended; nothing when none has, or when it was
// withdrawn.
std::optional<std::size_t> last_ending(std::span<Event const> events);

// The messages to the customer that an event has made: those recorded directly after it, at the
// same time by the same actor.
std::vector<int> messages_of(std::span<Event const> events, std::size_t position);

// Refuses to withdraw a word as "withdrawn_before", or as "built_upon" when a later event of the
// case is possible only because of it, such as work on a case that a message has reopened.
std::optional<Refusal> refuse_withdrawal(std::span<Event const> events, std::size_t position,
                                         AdoptedTerms &adopted);

// Refuses to undo an ending as "built_upon" when the case has changed since, or when the customer
// was told of it. Notes, facts and messages that were not delivered do not count.
std::optional<Refusal> refuse_undo(std::span<Event const> events, std::size_t position,
                                   Case const &item);

}  // namespace dcc::rules
