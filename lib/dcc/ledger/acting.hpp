#pragma once

#include <dcc/base/time.hpp>

#include <functional>
#include <optional>
#include <string>

namespace dcc::ledger {

// Who acts, and when.
struct Acting {
    // The name under which they act, as the policy's staff list has it.
    std::string actor;
    // The operating system's name for them, which is recorded with every event. Empty where an
    // embedding program has made sure that the actor is who they say.
    std::string user;
    // Gives the real time. Read anew once the desk is locked for writing.
    std::function<Instant()> clock;
    // The time at which they say that they act, instead of the real one.
    std::optional<Instant> given = {};
};

}  // namespace dcc::ledger
