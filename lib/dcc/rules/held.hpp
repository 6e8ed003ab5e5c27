#pragma once

#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>

#include <span>
#include <string>
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

}  // namespace dcc::rules
