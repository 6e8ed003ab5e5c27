#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <optional>

namespace dcc::report {

// The complaints of a query; `now` decides what is overdue.
Table list_complaints(store::Reader &reader, store::CaseQuery const &query, Instant now);

// Refuses words of the query that the policy does not have.
std::optional<Refusal> refuse_complaint_query(Policy const &policy, store::CaseQuery const &query);

}  // namespace dcc::report
