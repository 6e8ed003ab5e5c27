#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>

namespace dcc::report {

// A row for each channel of the policy.
Table list_channels(Policy const &policy);

// Whether the channel is open at `now`; one without opening hours always is.
bool is_open(Policy const &policy, Channel const &channel, Instant now);

// One channel, and whether it is open at `now`.
Sheet show_channel(Policy const &policy, Channel const &channel, Instant now);

}  // namespace dcc::report
