#pragma once

#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <span>
#include <string>
#include <vector>

namespace dcc::rules {

// Somebody who did something: the name under which they acted, and the operating system's name of
// whoever recorded it. The user is empty when it is not known, and when it says nothing about the
// actor: an imported event is recorded by whoever imports it.
struct Doer {
    std::string actor;
    std::string user;

    friend bool operator==(Doer const &, Doer const &) = default;
};

Doer doer_of(Event const &event);

// In a sandbox one user acts under all names, so that users tell nobody apart.
enum class Users { count, sandbox };

// Whether both may be one person: when actors or users are equal, or when their names belong to one
// another by the logins of the policy's staff list, also of an entry under which neither acted.
bool same_person(Policy const &policy, Doer const &one, Doer const &other, Users users);

// Whether one of them is among the others.
bool is_among(Policy const &policy, Doer const &one, std::span<Doer const> others, Users users);

// Who wrote the solution as it is now, by the events of its case: everyone who proposed a version
// that shares steps, effect, feasibility or cost with the last one.
std::vector<Doer> authors_of_solution(std::span<Event const> events);

// Who worked on a case, by its events: its assignees and technicians, and whoever started,
// answered, proposed, confirmed, promised or solved. Whoever opened it, sorted it, added to its
// record or reviewed a solution did not.
std::vector<Doer> workers_of(std::span<Event const> events);

}  // namespace dcc::rules
