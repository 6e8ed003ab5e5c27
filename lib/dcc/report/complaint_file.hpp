#pragma once

#include <dcc/model/event.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

#include <span>
#include <string>

namespace dcc::report {

// The whole file of a complaint as Markdown, as a supervisor reads it: complainant, facts,
// assessment, every round with its decision and remedies, evidence, findings, causes, clocks, and
// every event.
std::string complaint_file(store::Reader &reader, rules::AdoptedTerms &adopted,
                           Policy const &policy, std::span<Event const> events, Instant now);

}  // namespace dcc::report
