#pragma once

#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dcc::rules {

// A part [from, to) of the life of a case, and who held it then.
struct Holding {
    std::string team;    // empty: none yet
    std::string person;  // empty: the team, or nobody
    Instant from;
    Instant to;
    bool ended = false;  // the case had ended, and was opened again later: nobody held it

    friend bool operator==(Holding const &, Holding const &) = default;
};

// Who held the case of these events, from when it was received until it ended, or until `now` while
// it is open. The parts follow each other without gaps, so that their lengths sum up to the whole
// always; parts of no length are left out. Withdrawn events do not count. `events` must not be
// empty.
std::vector<Holding> held(std::span<Event const> events, AdoptedTerms &adopted, Instant now);

// A time in which a case was open and a team, or none yet, had it: what its hand-off clock says.
struct TeamSpan {
    std::string team;
    Instant from;
    std::optional<Instant> to;  // none: until now
};

// The same parts, but those in which the case had ended, without the events of the case: from the
// times of the teams, and who got the case when, nobody included, both in order. The case must be a
// service case: of a complaint, a new round takes the case from whoever has it.
std::vector<Holding> held(std::span<TeamSpan const> teams,
                          std::span<std::pair<Instant, std::string> const> people, Instant now);

}  // namespace dcc::rules
