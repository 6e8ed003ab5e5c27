#include <dcc/rules/clock.hpp>

#include <algorithm>

namespace dcc::rules {
namespace {

Instant end_of(Clock const &clock, Instant now) {
    return std::max(clock.stopped_at.value_or(as_counted(clock, now)), clock.started_at);
}

// Working time in [from, to), without the pauses of the clock.
Seconds working(Clock const &clock, Calendar const &calendar, Instant from, Instant to) {
    auto sum = calendar.elapsed(from, to);
    for (auto const &pause : clock.pauses) {
        auto const begin = std::max(pause.from, from);
        auto const end = std::min(pause.to.value_or(to), to);
        if (begin < end) sum -= calendar.elapsed(begin, end);
    }
    return sum;
}

}  // namespace

Instant as_counted(Clock const &clock, Instant t) {
    return clock.counting.whole_minutes ? std::chrono::floor<std::chrono::minutes>(t) : t;
}

void reckon(Clock &clock, Calendar const &calendar) {
    // Their dates are given, and never move: those of promises and of improvement actions.
    if (clock.kind == ClockKind::promise || (clock.kind == ClockKind::task && !clock.target))
        return;
    clock.due_at.reset();
    clock.beyond_table = false;
    if (!clock.target) return;
    auto const due_after = [&](Instant from, Duration const &duration) {
        auto const at = calendar.due(from, duration, clock.counting.days).at;
        return clock.counting.until_opening ? calendar.next_open(at) : at;
    };
    auto due = due_after(clock.started_at, *clock.target);
    if (!clock.original_due_at) clock.original_due_at = due;
    for (auto const &pause : clock.pauses) {
        if (pause.from >= due) break;
        if (!pause.to) return;
        due = due_after(due, {calendar.elapsed(pause.from, *pause.to)});
    }
    clock.due_at = due;
    clock.beyond_table = calendar.beyond_table(due);
}

Seconds elapsed(Clock const &clock, Calendar const &calendar, Instant now) {
    return working(clock, calendar, clock.started_at, end_of(clock, now));
}

std::optional<Seconds> remaining(Clock const &clock, Calendar const &calendar, Instant now) {
    if (!clock.target && !clock.due_at) return std::nullopt;
    if (clock.due_at) {
        auto const end = end_of(clock, now);
        return end <= *clock.due_at ? working(clock, calendar, end, *clock.due_at)
                                    : -working(clock, calendar, *clock.due_at, end);
    }
    auto resumed = clock;
    auto const from = clock.pauses.back().from;
    resumed.pauses.back().to = from;
    reckon(resumed, calendar);
    return calendar.elapsed(from, *resumed.due_at);
}

bool is_breached(Clock const &clock, Instant now) {
    if (clock.judged_met) return !*clock.judged_met;
    return clock.due_at && end_of(clock, now) > *clock.due_at;
}

std::vector<Stretch> explain(Clock const &clock, Calendar const &calendar, Instant now) {
    std::vector<Stretch> account;
    Seconds total{0};
    auto const add_open_and_closed = [&](Instant from, Instant to) {
        for (auto &period : calendar.periods(from, to)) {
            auto const counted = period.open ? period.to - period.from : Seconds{0};
            account.push_back({period.from, period.to,
                               period.open ? Stretch::Kind::counted : Stretch::Kind::closed,
                               std::move(period.reason), counted, total += counted});
        }
    };
    auto const end = end_of(clock, now);
    auto from = clock.started_at;
    for (auto const &pause : clock.pauses) {
        if (pause.from >= end) break;
        add_open_and_closed(from, pause.from);
        from = std::min(pause.to.value_or(end), end);
        account.push_back({pause.from, from, Stretch::Kind::paused, std::string{word(pause.reason)},
                           Seconds{0}, total});
    }
    add_open_and_closed(from, end);
    return account;
}

}  // namespace dcc::rules
