#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <span>

namespace dcc::report {

// What happened to a case, as given.
Table history(Policy const &policy, std::span<Event const> events);

}  // namespace dcc::report
