#pragma once

#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace dcc::rules {

// How busy a person is.
struct Load {
    int open_cases = 0;
    std::optional<Instant> last_assigned;
};

// Whether the person works at the instant: inside their hours, and not absent that day.
using OnDuty = std::function<bool(Person const &, Instant)>;

// Whom a case of the category goes to: of the people of the category's team who are on duty, have
// its skills and are below capacity, the one with the smallest share of their capacity in use; of
// equals the one whose last case came longest ago; then by id. With nobody fit the team holds it
// and `person` stays empty. `candidates` tells the verdict on everybody of the team.
event::Assigned dispatch(Policy const &policy, std::string const &category,
                         std::map<std::string, Load> const &loads, Instant now,
                         OnDuty const &on_duty);

}  // namespace dcc::rules
