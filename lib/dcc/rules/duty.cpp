#include <dcc/rules/duty.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {

namespace {

constexpr std::chrono::days horizon{366};

}  // namespace

Duty::Duty(Policy const &policy, std::vector<event::StaffAbsent> const &absences)
    : policy_{policy}, zone_{Zone::load(policy.desk.zone)} {
    set(absences);
}

void Duty::set(std::vector<event::StaffAbsent> const &absences) {
    absences_.clear();
    for (auto const &absence : absences) absences_[absence.person].push_back(absence);
}

Calendar const *Duty::calendar_of(Person const &person) {
    auto const &name = policy_.calendar_of(person);
    if (name.empty()) return nullptr;
    auto found = calendars_.find(name);
    if (found == calendars_.end())
        found = calendars_.try_emplace(name, policy_.calendars.at(name)).first;
    return &found->second;
}

std::optional<Duty::Away> Duty::away(Person const &person, Instant at) const {
    if (auto const known = absences_.find(person.id); known != absences_.end())
        for (auto const &absence : known->second)
            if (absence.from <= at && (!absence.to || at < *absence.to)) return Away{absence.to};
    if (person.absent.empty()) return std::nullopt;
    auto const day = std::chrono::floor<std::chrono::days>(zone_.to_civil(at));
    for (auto const &absence : person.absent)
        if (absence.from.time_since_epoch() <= day.time_since_epoch() &&
            day.time_since_epoch() <= absence.to.time_since_epoch())
            return Away{zone_.to_instant(
                CivilTime{(absence.to + std::chrono::days{1}).time_since_epoch()})};
    return std::nullopt;
}

Presence Duty::presence(Person const &person, Instant at) {
    if (away(person, at)) return Presence::absent;
    auto const *calendar = calendar_of(person);
    return !calendar || calendar->is_open(at) ? Presence::on : Presence::off;
}

std::optional<Instant> Duty::next_on(Person const &person, Instant at) {
    auto const *calendar = calendar_of(person);
    for (auto const end = at + horizon; at < end;) {
        if (auto const absence = away(person, at)) {
            if (!absence->to) return std::nullopt;
            at = *absence->to;
            continue;
        }
        auto const opens = calendar ? calendar->next_open(at) : at;
        if (opens == at) return at;
        at = opens;
    }
    return std::nullopt;
}

std::optional<Instant> Duty::absent_until(Person const &person, Instant at) const {
    auto absence = away(person, at);
    while (absence && absence->to) {
        auto const next = away(person, *absence->to);
        if (!next) return absence->to;
        absence = next;
    }
    return std::nullopt;
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

std::optional<Wording> Duty::why_off(Person const &person, Instant from, Instant to) {
    if (auto const known = absences_.find(person.id); known != absences_.end())
        for (auto const &absence : known->second)
            if (absence.from < to && (!absence.to || from < *absence.to))
                return say("{} is absent on {}", person.id,
                           zone_.format(std::max(from, absence.from)).substr(0, 10));
    for (auto at = from; at < to; at = midnight(at, 1))
        if (away(person, at))
            return say("{} is absent on {}", person.id, zone_.format(at).substr(0, 10));
    auto const *calendar = calendar_of(person);
    if (!calendar || calendar->elapsed(from, to) == to - from) return std::nullopt;
    auto const hours = hours_of(*calendar, from);
    auto const day = zone_.format(from).substr(0, 10);
    if (hours.open.empty())
        return say("{} does not work on {} (calendar \"{}\": {})", person.id, day,
                   calendar->spec().name, hours.closed);
    return say("{} works {} on {} (calendar \"{}\")", person.id, hours.open, day,
               calendar->spec().name);
}

std::vector<Instant> Duty::openings(Person const &person, Instant from, Instant to) {
    std::vector<Instant> begins;
    if (auto const *calendar = calendar_of(person))
        for (auto const &period : calendar->periods(from, to))
            if (period.open) begins.push_back(period.from);
    return begins;
}

}  // namespace dcc::rules
