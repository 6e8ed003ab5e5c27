#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/step.hpp>

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dcc::rules {

// A set of states.
class States {
  public:
    constexpr States(std::initializer_list<State> list) {
        for (auto const state : list) bits_ |= bit(state);
    }

    // Whether the state is in the set.
    constexpr bool holds(State state) const { return (bits_ & bit(state)) != 0; }
    friend constexpr bool operator==(States, States) = default;
    friend constexpr States operator|(States a, States b) { return States{a.bits_ | b.bits_}; }
    // The states of a that are not in b.
    friend constexpr States operator-(States a, States b) { return States{a.bits_ & ~b.bits_}; }

  private:
    constexpr explicit States(unsigned bits) : bits_{bits} {}
    static constexpr unsigned bit(State state) { return 1U << static_cast<unsigned>(state); }

    unsigned bits_ = 0;
};

// A step of a lifecycle and the states in which it is legal. Steps that only the system takes are
// not offered to people.
struct LifecycleStep {
    Step step{};
    States from{};
    bool offered = true;
    std::string_view name = {};  // the word that people use for it; empty: that of the step
    States to = {};  // where it can lead, to print; empty: the state stays, or see there

    std::string_view text() const { return name.empty() ? word(step) : name; }
};

// A set of states that has a name for people.
struct NamedStates {
    States states;
    std::string_view name;
};

// The lifecycle of one kind of case. The state after a step follows from its event (timeline.cpp).
struct Lifecycle {
    CaseKind kind{};
    States states;                                       // all of its cases
    std::array<LifecycleStep, step_words.size()> steps;  // in the order of Step
    States ended;                                        // no more work unless reopened
    std::span<ClockKind const> clocks;                   // start when a case is opened
    std::span<NamedStates const> named = {};             // sets of states, to print
};

// The lifecycle of cases of that kind.
Lifecycle const &lifecycle_of(CaseKind kind);

// The lifecycle of the case. A complaint without a registration, which an older version opened, has
// that of service cases.
Lifecycle const &lifecycle_of(Case const &item);

// The row of a step.
LifecycleStep const &row_of(Lifecycle const &lifecycle, Step step);

// Whether the step is legal for a case of that kind in that state.
bool is_legal(CaseKind kind, State state, Step step);
bool is_legal(Case const &item, Step step);

// The legal steps that are offered to people, in the order of the enum.
std::vector<Step> legal_steps(CaseKind kind, State state);

// Whether work on the case has ended. A person can still reopen the case.
bool is_ended(Case const &item);

// Refuses an illegal step as "illegal_step"; the hint names the legal steps.
std::optional<Refusal> refuse_illegal(Case const &item, Step step);

}  // namespace dcc::rules
