#pragma once

#include <dcc/base/table.hpp>
#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>

#include <span>

namespace dcc::report {

// A row for each of the events, with its text for people, in which instants are in the desk's zone,
// and its fields as JSON, without the token of a survey and what was erased. People see what was
// withdrawn, and the case of each event when there are several.
Table history(Policy const &policy, std::span<Event const> events);

}  // namespace dcc::report
