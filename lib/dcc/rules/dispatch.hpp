#pragma once

#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dcc::rules {

// The workload of a person.
struct Load {
    int open_cases = 0;
    int weight = 0;  // of these cases, by the weights of their priorities
    std::optional<Instant> last_assigned;
};
using Loads = std::map<std::string, Load>;

// Whether somebody is at work.
enum class Presence { on, off, absent };

// Says when people are at work.
class Roster {
  public:
    virtual ~Roster() = default;

    // Whether the person works at the instant. Off duty means outside their hours.
    virtual Presence presence(Person const &person, Instant at) = 0;
    // The first instant from then on at which the person works; nothing when it is unknown.
    virtual std::optional<Instant> next_on(Person const &person, Instant at) = 0;
};

// What is to be dispatched.
struct Work {
    std::string team;        // whose members are asked
    std::string category;    // whose skills are needed, if the team is the one of the category
    std::string priority;    // whose weight is added to a workload
    std::string given_by{};  // who has just handed it over, and does not get it back
    std::vector<std::string> barred{};  // who must not judge the complaint that it is
};

// The skill that the work needs and the person lacks, or has at a lower level; empty when none.
std::string lacking_skill(Policy const &policy, Person const &person, Work const &work);

// Whether the work fits into what the load leaves of the person's capacity.
bool has_room(Policy const &policy, Person const &person, Work const &work, Load const &load);

// Chooses the assignee. Candidates are the members of the team who are on duty, have the skills and
// have room for the work. The one with the smallest share of their capacity in use is chosen; then
// the one whose last assignment is oldest; then the first by id. With nobody suitable the team gets
// the case and `person` is empty. `candidates` gives the verdict on members of the team, in the
// order of the policy: on all of a small one, else on the chosen one and the ten who were nearest
// to that; `others` counts the rest.
event::Assigned dispatch(Policy const &policy, Work const &work, Loads const &loads, Instant now,
                         Roster &roster);

// Of the members of the team who have the skills, the one who is at work first from the instant on,
// and when.
struct NextOn {
    std::string person;
    Instant at;
};
std::optional<NextOn> next_on(Policy const &policy, Work const &work, Instant now, Roster &roster);

// The substitute who is at work instead of an absent person, or the substitute of that one, and so
// on; null when there is none.
Person const *substitute_of(Policy const &policy, Person const &person, Instant now,
                            Roster &roster);

// Whether the larger of two people's shares of capacity in use gets smaller when work of that
// weight moves from one to the other. The loads are those before the move.
bool evens_out(Person const &from, Load const &load_from, Person const &to, Load const &load_to,
               int weight);

}  // namespace dcc::rules
