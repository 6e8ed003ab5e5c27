#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/case.hpp>
#include <dcc/model/customer.hpp>
#include <dcc/model/event.hpp>
#include <dcc/rules/adopted_terms.hpp>
#include <dcc/store/projections.hpp>
#include <dcc/store/reader.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace dcc::ledger {

// The rows that are derived from events, for commands, rebuild and verify.

// All rows of a case; of its messages and visits only those that changed after the event `since`.
store::Rows rows_of(Case const &item, rules::AdoptedTerms &adopted, std::int64_t since = 0);
// The rows that a case has no more after an event: of tags that were removed, and of fields of the
// policy that are not known any more or not listed any more. Their keys only.
store::Rows rows_without(CaseId id, event::Payload const &payload);
// Whether rows of the case depend on the numbers of its events, as those of messages and visits do.
bool stores_event_numbers(Case const &item);
// The row of a customer.
store::Rows rows_of(Customer const &customer);
// The rows of an article. `events` are the numbers of its events whose rows are wanted.
store::Rows rows_of(Article const &article, std::vector<std::int64_t> const &events);
// The row of an incident.
store::Rows rows_of(Incident const &incident);
// The rows of a policy that event `seq` adopted.
store::Rows rows_of(event::PolicyAdopted const &adopted, std::int64_t seq);
// The row of an absence.
store::Rows rows_of(event::StaffAbsent const &absent);
// The row of a training.
store::Rows rows_of(event::TrainingRecorded const &training);
// The rows of an erasure, which is event `seq`.
store::Rows rows_of(event::Erasure const &erasure, std::int64_t seq);

// The rows of the clocks of a case, and the row of a customer.
std::vector<store::ClockRow> clock_rows(Case const &item, rules::AdoptedTerms &adopted);
store::CustomerRow customer_row(Customer const &customer);

// The customer as stored; an empty one when there is no such customer or no id.
Customer customer_of(store::Reader &reader, std::optional<CustomerId> id);

}  // namespace dcc::ledger
