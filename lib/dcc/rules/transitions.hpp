#pragma once

#include <dcc/model/kind.hpp>
#include <dcc/model/state.hpp>
#include <dcc/model/step.hpp>

#include <string_view>
#include <vector>

namespace dcc::rules {

// A step that leads from one state to another one.
struct Transition {
    State from{};
    State to{};
    Step step{};
    std::string_view name;  // the word that people use for it
    bool offered = true;    // to people; else only the system takes it

    friend bool operator==(Transition const &, Transition const &) = default;
};

// All transitions of service cases or of complaints, in the order of states and steps. They are
// found out by applying an event of each legal step to a case in each state (rules::apply), so that
// they cannot differ from what the desk does. A case that is resumed returns to the state before it
// waited: here in_progress or investigating. Steps that leave the state as it is are left out.
std::vector<Transition> transitions_of(CaseKind kind);

// The state in which a case of that kind begins.
State first_state(CaseKind kind);

}  // namespace dcc::rules
