#include <dcc/model/case.hpp>

namespace dcc {

std::optional<Instant> next_due(Case const &item) {
    std::optional<Instant> earliest;
    for (auto const &clock : item.clocks)
        if (clock.stage == Stage::running && clock.due_at &&
            (!earliest || *clock.due_at < *earliest))
            earliest = clock.due_at;
    return earliest;
}

std::optional<Instant> promised_for(Case const &item) {
    for (auto const &clock : item.clocks)
        if (clock.kind == ClockKind::promise && clock.stage == Stage::running) return clock.due_at;
    return std::nullopt;
}

}  // namespace dcc
