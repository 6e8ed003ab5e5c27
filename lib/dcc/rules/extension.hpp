#pragma once

#include <dcc/base/error.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/complaint_events.hpp>
#include <dcc/policy/policy.hpp>

#include <string>

namespace dcc::rules {

// The clock of the reply in the present round; null when none was started.
Clock const *reply_clock(Case const &complaint);

// The next extension of the time to reply, by the terms of the complaint, without a reason and
// without the new deadline. Refused as "not_running" when there is no time to extend, as
// "time_gone" when it has passed, as "no_extension" when the terms have no further step, and as
// "not_extender" when none of the actor's roles may.
Outcome<event::Extended> extension(Policy const &policy, Case const &complaint,
                                   std::string const &actor, Instant now);

}  // namespace dcc::rules
