#pragma once

#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <string>

// What a tool shows when it is asked for nothing: what matters to the person who asks.
namespace dcc::report {

// Open cases of one kind: how many the person has, how many of these are overdue, how many wait in
// the queue of the person's team, and the three with the next deadlines. Of somebody who is not on
// the policy's staff: all of the desk.
Sheet glance_at_cases(store::Reader &reader, Policy const &policy, CaseKind kind,
                      std::string const &person, Instant now);

// A row for each team, in the policy's order: its open cases, those that nobody has, those that are
// overdue, and the next deadline.
Table glance_at_queues(store::Reader &reader, Policy const &policy, Instant now);

// A row for each channel in service: whether it is open now.
Table glance_at_channels(Policy const &policy, Instant now);

}  // namespace dcc::report
