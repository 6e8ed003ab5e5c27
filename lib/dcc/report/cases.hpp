#pragma once

#include <dcc/base/error.hpp>
#include <dcc/base/table.hpp>
#include <dcc/model/case.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/reader.hpp>

#include <optional>
#include <span>

namespace dcc::report {

// Cases, a row each.
Table list_cases(store::Reader &reader, store::CaseQuery const &query, Instant now);

// Refused when a word of the query is not the policy's: then an empty list is a slip of the pen.
std::optional<Refusal> refuse_query(Policy const &policy, store::CaseQuery const &query);

// One case: what it is, who holds it, what is due next, its clocks and, of the events given, the
// last eight.
Sheet show_case(store::Reader &reader, rules::AdoptedTerms &adopted, Policy const &policy,
                Case const &item, std::span<Event const> events, Instant now);

// What happened to a case, as given.
Table history(Policy const &policy, std::span<Event const> events);

// The clocks of a case with what was promised, elapsed and left.
Table clocks(rules::AdoptedTerms &adopted, Case const &item, Instant now);

// Each clock of a case with its own account, row by row: what counted, what did not and why, the
// running total, and the rule that set the target. The counted seconds sum exactly to elapsed.
// For people; accounts() has the same rows for programs, in one table that names each row's clock.
Sheet explain_clocks(rules::AdoptedTerms &adopted, Policy const &policy, Case const &item,
                     Instant now);
Table accounts(rules::AdoptedTerms &adopted, Case const &item, Instant now);

// Why a case is where it is: which rule classified it, what made its priority, which SLA rule
// promised its deadlines, and the verdict of dispatch on each person.
Sheet why(Policy const &policy, Case const &item, std::span<Event const> events);

Table list_customers(std::vector<store::CustomerRow> const &rows);
Sheet show_customer(store::Reader &reader, store::CustomerRow const &customer, Instant now);
Table list_channels(Policy const &policy);
Sheet show_channel(Policy const &policy, Channel const &channel, Instant now);

}  // namespace dcc::report
