#pragma once

#include <dcc/base/process.hpp>
#include <dcc/base/wording.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::desk {

// What a hook can be told of: the event's word, or of an escalation its level.
std::string_view topic_of(event::Payload const &payload);

// What the hooks of a run did.
struct HookCalls {
    std::size_t made = 0;
    std::size_t failed = 0;         // of these, and of those that were not made any more
    std::vector<Wording> failures;  // a line each; of many that are alike, the first ones
};

// Tells the programs of the policy's hooks of events that are on record. An event that a program
// does not take is on record all the same: whatever a hook does, it stops and changes nothing. A
// program that exceeds its time limit is killed, and is not called again by this object. The policy
// must outlive it.
class Hooks {
  public:
    // Runs a program, as run_program() does.
    using Run = std::function<ProcessResult(std::vector<std::string> const &, std::string_view,
                                            std::chrono::seconds)>;

    explicit Hooks(Policy const &policy, Run run = run_program);

    // Keeps those of the events that a hook wants, until call().
    void take(std::vector<Event> const &events);
    // Forgets them, as when their transaction was not committed.
    void forget() { waiting_.clear(); }
    // After the commit: calls the hooks with the events that were taken, in their order. Each gets
    // one line of JSON without sealed fields.
    void call();

    HookCalls take_calls();

  private:
    struct Failures {
        std::size_t count = 0;
        bool is_stopped = false;
    };

    void call(Hook const &hook, Event const &event);
    void fail(Hook const &hook, Event const &event, Wording const &why);

    Policy const &policy_;
    Run run_;
    std::vector<Event> waiting_;
    HookCalls calls_;
    std::map<Hook const *, Failures> failures_;
};

}  // namespace dcc::desk
