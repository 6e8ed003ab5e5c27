#pragma once

#include <dcc/model/step.hpp>
#include <dcc/policy/place.hpp>

#include <string>
#include <vector>

namespace dcc {

// What somebody can do, and how well: "billing:3". Without a level it is 1.
struct Skill {
    static constexpr int most = 9;

    std::string name;
    int level = 1;

    // "billing", or "billing:3" above level 1.
    std::string text() const { return level == 1 ? name : name + ':' + std::to_string(level); }

    friend bool operator==(Skill const &, Skill const &) = default;
};

// What a hand-over of certain cases must tell. An empty list fits all.
struct HandoverRule {
    std::vector<std::string> categories;  // with those below
    std::vector<std::string> teams;       // that the case is handed to
    std::vector<std::string> required;    // names of what the receiver needs to know
    Place place;
};

// The section [handover].
struct HandoverPolicy {
    std::vector<std::string> required;  // of every hand-over
    std::vector<HandoverRule> rules;    // all that fit add to it
    int bounces = 2;  // more hand-overs back to somebody who had the case are remarked on
};

// Who is responsible for a step, accountable, consulted and informed (RACI): people and teams.
struct RaciRow {
    Step step{};
    std::vector<std::string> responsible;
    std::vector<std::string> accountable;  // one
    std::vector<std::string> consulted;
    std::vector<std::string> informed;
    Place place;
};

}  // namespace dcc
