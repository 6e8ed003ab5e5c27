#include <dcc/rules/held.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/rules/withdrawal.hpp>

#include <algorithm>

namespace dcc::rules {

std::vector<Holding> held(std::span<Event const> events, AdoptedTerms &adopted, Instant now) {
    Withdrawals const withdrawals{events};
    std::vector<Holding> parts;
    Case item;
    Holding part;
    part.from = events.front().at;
    // Ends the part at the instant, which is never before its beginning.
    auto const end = [&](Instant at) {
        part.to = std::max(part.from, at);
        if (part.to > part.from) parts.push_back(part);
        part.from = part.to;
    };
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (withdrawals.of(i)) continue;
        apply(item, events[i], adopted);
        bool const ended = is_ended(item);
        if (ended == part.ended &&
            (ended || (item.team == part.team && item.person == part.person)))
            continue;
        end(events[i].at);
        part.ended = ended;
        part.team = ended ? std::string{} : item.team;
        part.person = ended ? std::string{} : item.person;
    }
    if (!part.ended) end(now);
    return parts;
}

std::vector<Holding> held(std::span<TeamSpan const> teams,
                          std::span<std::pair<Instant, std::string> const> people, Instant now) {
    std::vector<Holding> parts;
    auto next = people.begin();
    std::string person;
    for (auto const &span : teams) {
        for (; next != people.end() && next->first <= span.from; ++next) person = next->second;
        Holding part{span.team, person, span.from, {}};
        auto const end = [&](Instant at) {
            part.to = at;
            if (part.to > part.from) parts.push_back(part);
            part.from = at;
        };
        auto const to = span.to.value_or(now);
        for (; next != people.end() && next->first < to; ++next) {
            person = next->second;
            if (person == part.person) continue;
            end(next->first);
            part.person = person;
        }
        end(to);
    }
    return parts;
}

}  // namespace dcc::rules
