#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/outgoing.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

// Whether a later message says the same of the present.
bool is_replaced(Case const &item, Message const &message) {
    return std::ranges::any_of(item.outgoing, [&](Message const &later) {
        return later.kind == message.kind && later.number > message.number;
    });
}

bool has_booked_visit(Case const &item) {
    return std::ranges::count(item.visits, VisitState::booked, &Visit::state) > 0;
}

bool is_rated(Case const &item) {
    return !item.invitations.empty() && item.invitations.back().feedback.has_value();
}

bool is_obsolete(Case const &item, Message const &message) {
    bool const replaced = is_replaced(item, message);
    switch (message.kind) {
        case MessageKind::acknowledgement: return is_ended(item);
        case MessageKind::missing: return replaced || item.missing.empty() || is_ended(item);
        case MessageKind::promise: return replaced || is_ended(item);
        case MessageKind::reminder: return replaced || item.state != State::waiting_customer;
        case MessageKind::waiting:
            return replaced ||
                   (item.state != State::waiting_third_party && item.state != State::in_testing);
        case MessageKind::survey: return replaced || !is_ended(item) || is_rated(item);
        case MessageKind::extension:
            return replaced || (item.complaint && item.complaint->round().replied_at);
        // Of several visits it is not known which one the message is about.
        case MessageKind::visit:
            return (replaced && item.visits.size() == 1) || !has_booked_visit(item);
        case MessageKind::warning:
        case MessageKind::escalation: return is_ended(item);
        case MessageKind::incident: return replaced || is_ended(item);
        case MessageKind::progress:
        case MessageKind::result:
        case MessageKind::complaint:
        case MessageKind::decision:
        case MessageKind::closing:
        case MessageKind::visit_cancelled:
        case MessageKind::alert:
        case MessageKind::incident_alert: return false;
    }
    return false;
}

}  // namespace

Message const *find_message(Case const &item, int number) {
    auto const found = std::ranges::find(item.outgoing, number, &Message::number);
    return found == item.outgoing.end() ? nullptr : &*found;
}

std::vector<int> obsolete_messages(Case const &item) {
    std::vector<int> numbers;
    for (auto const &message : item.outgoing)
        if (!is_over(message) && is_obsolete(item, message)) numbers.push_back(message.number);
    return numbers;
}

}  // namespace dcc::rules
