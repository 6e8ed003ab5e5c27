#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/kind.hpp>
#include <dcc/model/step.hpp>

#include <array>
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

namespace dcc::rules {

// A set of states.
class States {
  public:
    constexpr States(std::initializer_list<State> list) {
        for (auto const state : list) bits_ |= bit(state);
    }

    constexpr bool holds(State state) const { return (bits_ & bit(state)) != 0; }
    friend constexpr States operator|(States a, States b) { return States{a.bits_ | b.bits_}; }
    // Those of a that are not in b.
    friend constexpr States operator-(States a, States b) { return States{a.bits_ & ~b.bits_}; }

  private:
    constexpr explicit States(unsigned bits) : bits_{bits} {}
    static constexpr unsigned bit(State state) { return 1U << static_cast<unsigned>(state); }

    unsigned bits_ = 0;
};

// A step of a lifecycle and the states from which it is legal. Some steps are not offered to
// people: they happen by themselves.
struct LifecycleStep {
    Step step{};
    States from{};
    bool offered = true;
};

// The lifecycle of one kind of case. Where a step leads is told by what happens (see
// timeline.cpp).
struct Lifecycle {
    CaseKind kind{};
    std::array<LifecycleStep, step_words.size()> steps;  // in the order of Step
    States ended;                                        // work is over, until it is reopened
    std::span<ClockKind const> clocks;                   // that start when a case is opened
};

Lifecycle const &lifecycle_of(CaseKind kind);

// Whether a case of the kind, in the state, can take the step.
bool is_legal(CaseKind kind, State state, Step step);

// The steps that people can take with it, in the order of the enum.
std::vector<Step> legal_steps(CaseKind kind, State state);

// Whether work on the case is over, for good or until it is reopened.
bool is_ended(Case const &item);

// Nothing when the step is legal; else the refusal "illegal_step" that names the legal ones.
std::optional<Refusal> refuse_illegal(Case const &item, Step step);

}  // namespace dcc::rules
