#include <dcc/desk/duty.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {

Duty::Duty(Policy const &policy) : policy_{policy}, zone_{Zone::load(policy.desk.zone)} {}

Calendar const *Duty::calendar_of(Person const &person) {
    auto const &name = policy_.calendar_of(person);
    if (name.empty()) return nullptr;
    auto found = calendars_.find(name);
    if (found == calendars_.end())
        found = calendars_.try_emplace(name, policy_.calendars.at(name)).first;
    return &found->second;
}

bool Duty::is_absent(Person const &person, Instant at) const {
    auto const day = std::chrono::floor<std::chrono::days>(zone_.to_civil(at)).time_since_epoch();
    return std::ranges::any_of(person.absent, [&](Absence const &absence) {
        return absence.from.time_since_epoch() <= day && day <= absence.to.time_since_epoch();
    });
}

bool Duty::is_on(Person const &person, Instant at) {
    if (is_absent(person, at)) return false;
    auto const *calendar = calendar_of(person);
    return !calendar || calendar->is_open(at);
}

Instant Duty::midnight(Instant at, int days_later) const {
    auto const day = std::chrono::floor<std::chrono::days>(zone_.to_civil(at));
    return zone_.to_instant(CivilTime{day + std::chrono::days{days_later}});
}

// The hours of the day of `at`, and why they are closed at `at`.
Duty::Hours Duty::hours_of(Calendar const &calendar, Instant at) const {
    Hours hours;
    for (auto const &period : calendar.periods(midnight(at), midnight(at, 1))) {
        if (!period.open) {
            if (period.from <= at && at < period.to) hours.closed = period.reason;
            continue;
        }
        auto const end = zone_.format(period.to).substr(11);
        hours.open +=
            fmt::format("{}{}-{}", hours.open.empty() ? "" : ", ",
                        zone_.format(period.from).substr(11), end == "00:00" ? "24:00" : end);
    }
    return hours;
}

std::optional<std::string> Duty::why_off(Person const &person, Instant from, Instant to) {
    for (auto at = from; at < to; at = midnight(at, 1))
        if (is_absent(person, at))
            return fmt::format("{} is absent on {}", person.id, zone_.format(at).substr(0, 10));
    auto const *calendar = calendar_of(person);
    if (!calendar || calendar->elapsed(from, to) == to - from) return std::nullopt;
    auto const hours = hours_of(*calendar, from);
    auto const day = zone_.format(from).substr(0, 10);
    if (hours.open.empty())
        return fmt::format("{} does not work on {} (calendar \"{}\": {})", person.id, day,
                           calendar->spec().name, hours.closed);
    return fmt::format("{} works {} on {} (calendar \"{}\")", person.id, hours.open, day,
                       calendar->spec().name);
}

std::vector<Instant> Duty::openings(Person const &person, Instant from, Instant to) {
    std::vector<Instant> begins;
    if (auto const *calendar = calendar_of(person))
        for (auto const &period : calendar->periods(from, to))
            if (period.open) begins.push_back(period.from);
    return begins;
}

}  // namespace dcc::desk
