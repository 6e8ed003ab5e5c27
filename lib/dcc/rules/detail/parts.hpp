#pragma once

#include <dcc/model/event.hpp>

#include <vector>

namespace dcc::rules {

// The part of that number, marked as changed by the event; null when there is none.
template <class Part>
Part *changed_part(Event const &event, std::vector<Part> &parts, int number) {
    for (auto &one : parts)
        if (one.number == number) {
            one.changed = event.seq;
            return &one;
        }
    return nullptr;
}

// Future visits of an ended case are cancelled.
inline void cancel_visits(Case &item, Event const &event) {
    for (auto &visit : item.visits)
        if (visit.state == VisitState::booked && visit.starts_at > event.at) {
            visit.state = VisitState::cancelled;
            visit.changed = event.seq;
        }
}

}  // namespace dcc::rules
