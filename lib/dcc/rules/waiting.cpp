#include <dcc/rules/waiting.hpp>

#include <algorithm>

namespace dcc::rules {

std::optional<WaitingStep> waiting_step(WaitingPolicy const &policy, Calendar const &calendar,
                                        Instant since, std::optional<Instant> reminded,
                                        Instant now) {
    std::optional<Instant> ends;
    if (policy.close_after) ends = calendar.due(since, *policy.close_after).at;
    if (ends && *ends <= now) return WaitingStep{true, *ends, 0, {}};
    if (!policy.remind_after) return std::nullopt;
    std::optional<WaitingStep> step;
    auto due = since;
    for (int number = 1; number <= policy.reminders; ++number) {
        due = calendar.due(due, *policy.remind_after).at;
        if (due > now) break;
        if (!reminded || due > *reminded) step = WaitingStep{false, due, number, ends};
    }
    return step;
}

std::optional<Instant> next_waiting(WaitingPolicy const &policy, Calendar const &calendar,
                                    Instant since, Instant now) {
    std::optional<Instant> next;
    if (policy.close_after)
        if (auto const ends = calendar.due(since, *policy.close_after).at; ends > now) next = ends;
    if (!policy.remind_after) return next;
    auto due = since;
    for (int number = 1; number <= policy.reminders; ++number) {
        due = calendar.due(due, *policy.remind_after).at;
        if (due > now) return next ? std::min(*next, due) : due;
    }
    return next;
}

std::optional<Instant> last_reminder(Case const &item) {
    std::optional<Instant> last;
    if (!item.waiting_since) return last;
    auto const kind = reminder_kind(item.state);
    for (auto const &message : item.outgoing)
        if (message.kind == kind && message.made_at >= *item.waiting_since) last = message.made_at;
    return last;
}

MessageKind reminder_kind(State state) {
    return state == State::waiting_customer ? MessageKind::reminder : MessageKind::waiting;
}

}  // namespace dcc::rules
