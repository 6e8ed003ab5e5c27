#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <span>

namespace dcc::report {

// A row for each of all events of a case, with its text for people, in which instants are in the
// desk's zone, and its fields as JSON, without the token of a survey and what was erased. What was
// withdrawn is marked.
Table history(Policy const &policy, std::span<Event const> events);

}  // namespace dcc::report
