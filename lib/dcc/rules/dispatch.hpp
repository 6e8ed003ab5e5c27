#pragma once

#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace dcc::rules {

// The workload of a person.
struct Load {
    int open_cases = 0;
    std::optional<Instant> last_assigned;
};

// Whether the person is on duty at the instant: within working hours, and not absent that day.
using OnDuty = std::function<bool(Person const &, Instant)>;

// Chooses the assignee for a case of the category. Candidates are the members of the category's
// team who are on duty, have its skills and are below capacity. The one with the smallest share of
// their capacity in use is chosen; then the one whose last assignment is oldest; then the first by
// id. If nobody is suitable, the case is assigned to the team and `person` is empty. `candidates`
// gives the verdict on each member of the team.
event::Assigned dispatch(Policy const &policy, std::string const &category,
                         std::map<std::string, Load> const &loads, Instant now,
                         OnDuty const &on_duty);

}  // namespace dcc::rules
