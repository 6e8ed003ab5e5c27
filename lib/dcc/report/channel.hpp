#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>

namespace dcc::report {

Table list_channels(Policy const &policy);
Sheet show_channel(Policy const &policy, Channel const &channel, Instant now);

}  // namespace dcc::report
