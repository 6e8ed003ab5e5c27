#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

#include <span>

namespace dcc::report {

// Who held the case of these events, and for how long: the times sum up to its age. Working time is
// that of the person's or else the team's calendar of the policy.
Table held(Policy const &policy, std::span<Event const> events, rules::AdoptedTerms &adopted,
           Instant now);

enum class HeldBy { team, person };

constexpr WordTable<HeldBy, 2> held_by_words{{
    {HeldBy::team, "team"},
    {HeldBy::person, "person"},
}};
constexpr auto const &words_of(HeldBy) {
    return held_by_words;
}

// How long each team or person held the cases received in the scope, as of its instant. The times
// sum up to the ages of these cases. The scope's filter, list of cases and comparison apply; a
// person or team in the filter is that of the case.
Sheet held(store::Reader &reader, Policy const &policy, Scope const &scope, HeldBy by);

}  // namespace dcc::report
