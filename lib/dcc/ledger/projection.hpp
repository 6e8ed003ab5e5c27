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

// The rows that follow from events, for live writing, rebuilding and verifying alike.

// All rows of a case; of its messages and visits those that changed after the event `since`.
store::Rows rows_of(Case const &item, rules::AdoptedTerms &adopted, std::int64_t since = 0);
store::Rows rows_of(Customer const &customer);
// `events` are the numbers of the article's events, or of those that are not written yet.
store::Rows rows_of(Article const &article, std::vector<std::int64_t> const &events);
// Of a policy that the event of that number put on record.
store::Rows rows_of(event::PolicyAdopted const &adopted, std::int64_t seq);

std::vector<store::ClockRow> clock_rows(Case const &item, rules::AdoptedTerms &adopted);
store::CustomerRow customer_row(Customer const &customer);

// The customer of a case as the desk knows them; nobody when it has none.
Customer customer_of(store::Reader &reader, std::optional<CustomerId> id);

}  // namespace dcc::ledger
