#include <dcc/exchange/detail/status.hpp>
#include <dcc/rules/lifecycle.hpp>

namespace dcc::exchange {

bool holds(Case const &item, Status const &status) {
    bool const is_open = !rules::is_ended(item);
    auto const wanted = status.state.value_or(State::new_case);
    bool const is_working = is_open && !(status.is_change && is_waiting(item.state));
    if (!status.state) return is_working;
    if (item.state == wanted) return true;
    if (item.complaint) {
        if (is_waiting(wanted)) return false;
        if (!is_ended(wanted)) return is_working;
        bool const withdrawn = wanted == State::withdrawn || wanted == State::cancelled;
        return !is_open && withdrawn == (item.state == State::withdrawn);
    }
    switch (wanted) {
        case State::new_case:
        case State::triaged:
        case State::assigned:
            return status.is_change ? is_working
                                    : item.state > wanted && item.state <= State::assigned;
        case State::reopened: return status.is_change && is_working;
        case State::duplicate: return item.state == State::cancelled;
        default: return false;
    }
}

std::optional<event::Payload> next_towards(Case const &item, Status const &status) {
    auto const wanted = status.state.value_or(State::new_case);
    bool const timed = status.is_change;
    if (rules::is_ended(item)) {
        if (item.state == State::resolved && wanted == State::closed) return event::Closed{};
        if (!is_ended(wanted) && (timed || wanted == State::reopened)) return event::Reopened{};
        return std::nullopt;
    }
    if (is_waiting(wanted)) return event::Waited{wanted};
    if (item.complaint && is_ended(wanted)) {
        if (wanted == State::withdrawn || wanted == State::cancelled) return event::Withdrawn{};
        return event::Closed{};
    }
    if (wanted == State::resolved || wanted == State::closed ||
        (wanted == State::reopened && !timed))
        return event::Resolved{{}, false, !timed};
    if (wanted == State::cancelled) return event::Cancelled{};
    if (wanted == State::duplicate)
        return event::Cancelled{"a duplicate of a case that is not named", std::nullopt};
    if (is_waiting(item.state))
        return timed ? std::optional<event::Payload>{event::Resumed{}} : std::nullopt;
    if (wanted == State::in_progress) return event::Started{};
    if (wanted == State::triaged && item.state == State::new_case)
        return event::Triaged{item.category,
                              "given",
                              item.impact,
                              item.urgency,
                              item.priority,
                              "given",
                              item.given,
                              item.repeat_of,
                              item.missing,
                              {item.terms.policy, item.terms.rule},
                              {},
                              {},
                              {}};
    return std::nullopt;
}

}  // namespace dcc::exchange
