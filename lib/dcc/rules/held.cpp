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

}  // namespace dcc::rules
