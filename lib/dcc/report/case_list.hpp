#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <optional>

namespace dcc::report {

// A row for each case that the query selects. `now` decides what is overdue.
Table list_cases(store::Reader &reader, store::CaseQuery const &query, Instant now);

// The refusal when the policy does not list a channel, category, priority, team or person of the
// query; else nothing. An empty list is then probably due to a misspelt name.
std::optional<Refusal> refuse_query(Policy const &policy, store::CaseQuery const &query);

}  // namespace dcc::report
