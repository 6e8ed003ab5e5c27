#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/store/reader.hpp>

#include <optional>

namespace dcc::report {

// Cases, a row each.
Table list_cases(store::Reader &reader, store::CaseQuery const &query, Instant now);

// Refused when a word of the query is not the policy's: then an empty list is a slip of the pen.
std::optional<Refusal> refuse_query(Policy const &policy, store::CaseQuery const &query);

}  // namespace dcc::report
